using System.Text.RegularExpressions;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>
/// A disk that is full from the first change of some file on, whichever file: the program says so, and the next run with room
/// finishes.
/// </summary>
/// <remarks>On a chip of their own, so that the other scenarios go on meanwhile.</remarks>
public sealed partial class FullDiskScenarios(SoftwareTpmFixture shared) : IClassFixture<SoftwareTpmFixture>
{
    private const int RetryLater = 75;

    [Fact]
    public void A_disk_that_fills_up_at_any_file_of_the_first_half_is_told_and_survived() =>
        FillAtEachFile(device => device.FirstHalf());

    [Fact]
    public void A_disk_that_fills_up_at_any_file_of_the_second_half_is_told_and_survived() =>
        FillAtEachFile(device =>
        {
            _ = ChildProcess.Run(device.FirstHalf()).OrThrow();
            device.Issue(shared.Authority);
            return device.SecondHalf();
        });

    private void FillAtEachFile(Func<Device, Command> prepare)
    {
        IReadOnlyDictionary<string, int[]> files = ChangesByFile(prepare);
        Assert.NotEmpty(files);
        foreach ((string file, int[] changes) in files)
        {
            // As it is made, as it is written, and as its last bytes are.
            foreach (int change in ((int[])[changes[0], changes[changes.Length / 2], changes[^1]]).Distinct())
            {
                FillAt(prepare, change, file);
            }
        }
    }

    private void FillAt(Func<Device, Command> prepare, int change, string file)
    {
        using Device device = new(shared.Tpm);
        Command command = prepare(device);

        ChildResult full = ChildProcess.Run(
            command.With(FileFaults.Environment(device.Folder, FileFaults.FullDisk(change)))
        );

        Assert.True(full.ExitCode == RetryLater, $"{file}, change {change}: {full.ExitCode} {full.Error}");
        Assert.Contains("hint: ", full.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(device.Folder, "*.tmp", SearchOption.AllDirectories));
        _ = ChildProcess.Run(command).OrThrow();
        Assert.Equal(shared.HandlesAllowed, device.PersistentHandles().Order());
    }

    /// <summary>The numbers of the changes that need room, by the file or folder that they are made to.</summary>
    private Dictionary<string, int[]> ChangesByFile(Func<Device, Command> prepare)
    {
        using Device device = new(shared.Tpm);
        Command command = prepare(device);
        FaultPlan watch = FileFaults.FullDisk(1) with
        {
            Kind = FaultKind.None,
            LogFile = device.FileNamed("changes.log"),
        };
        _ = ChildProcess.Run(command.With(FileFaults.Environment(device.Folder, watch))).OrThrow();
        return FaultPlan
            .ReadLog(watch.LogFile)
            .Where(change => change.Number is not null)
            .GroupBy(change => Random().Replace(change.Target, "*"), change => change.Number!.Value)
            .ToDictionary(file => file.Key, file => file.ToArray());
    }

    // The part of a temporary file's name that is another one each time.
    [GeneratedRegex("[0-9a-f]{8,}")]
    private static partial Regex Random();
}
