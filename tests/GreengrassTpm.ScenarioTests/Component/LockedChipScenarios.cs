using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Component;

/// <summary>Rotations on a chip that locks out after three tries.</summary>
public sealed class LockedChipScenarios : IDisposable
{
    private readonly SoftwareTpm _tpm = SoftwareTpm.Start();
    private readonly RotationGround _ground;

    public LockedChipScenarios()
    {
        _ground = new RotationGround(_tpm);
        _ = _tpm.Tpm2Tool(
            "tpm2_dictionarylockout",
            "--setup-parameters",
            "--max-tries=3",
            "--recovery-time=1000",
            "--lockout-recovery-time=1000"
        );
    }

    public void Dispose()
    {
        _ground.Dispose();
        _tpm.Dispose();
    }

    [Fact]
    public void A_locked_chip_is_waited_for_without_a_try_and_the_rotation_then_goes_on()
    {
        _ground.CutOffAfterSwitch();
        Lock();

        using ChildProcess run = ChildProcess.Start(_ground.Rotate());
        run.WaitForText("waiting  Switched");
        run.Signal(UnixSignal.Terminate);
        ChildResult ended = run.Wait();

        Assert.Equal(75, ended.ExitCode);
        Assert.Contains("locked", ended.Output, StringComparison.Ordinal);
        Assert.Equal(3, _tpm.ReadLockoutCounter());
        Assert.Contains("Switched", _ground.Status(), StringComparison.Ordinal);
        _tpm.ClearLockout();
        _ground.AssertReadable();
        Assert.True(_ground.RotateWhole().GetProperty("resumed").GetBoolean());
        _ground.AssertOneWorkingCredential();
    }

    private void Lock()
    {
        string wrong = _ground.Device.FileNamed("wrong.pin");
        for (int tries = 1; tries <= 3; tries++)
        {
            File.WriteAllText(wrong, $"wrong-{tries}");
            Assert.Equal(77, ChildProcess.Run(_ground.Rotate("--pin-file", wrong)).ExitCode);
        }

        Assert.Equal(3, _tpm.ReadLockoutCounter());
    }
}
