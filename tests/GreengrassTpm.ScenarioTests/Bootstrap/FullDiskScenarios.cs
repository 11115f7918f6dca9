using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>A disk that is full from some change on, whichever: the program says so, and the next run with room finishes.</summary>
[Collection(SharedTpm.Name)]
public sealed class FullDiskScenarios(SoftwareTpmFixture shared)
{
    private const int RetryLater = 75;

    // Odd, so that creations, writes and links all have their turn; every change takes minutes.
    private const int Stride = 5;

    [Fact]
    public void A_disk_that_fills_up_during_the_first_half_is_told_and_survived()
    {
        FillAtEachChange(device => device.FirstHalf());
    }

    [Fact]
    public void A_disk_that_fills_up_during_the_second_half_is_told_and_survived()
    {
        FillAtEachChange(device =>
        {
            _ = ChildProcess.Run(device.FirstHalf()).OrThrow();
            device.Issue(shared.Authority);
            return device.SecondHalf();
        });
    }

    private void FillAtEachChange(Func<Device, Command> prepare)
    {
        int change = 1 - Stride;
        bool finished;
        do
        {
            change += Stride;
            using Device device = new(shared.Tpm);
            Command command = prepare(device);
            ChildResult full = ChildProcess.Run(
                command.With(FileFaults.Environment(device.Folder, FileFaults.FullDisk(change)))
            );
            finished = full.ExitCode == 0;
            Assert.True(finished || full.ExitCode == RetryLater, $"change {change}: {full.ExitCode} {full.Error}");
            Assert.Empty(Directory.EnumerateFiles(device.Folder, "*.tmp", SearchOption.AllDirectories));
            _ = ChildProcess.Run(command).OrThrow();
        } while (!finished);

        Assert.InRange(change, 10, 500);
    }
}
