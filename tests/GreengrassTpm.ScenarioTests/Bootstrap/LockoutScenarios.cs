using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>PINs that the token refuses, on a chip that locks out after three tries.</summary>
public sealed class LockoutScenarios : IDisposable
{
    private readonly SoftwareTpm _tpm = SoftwareTpm.Start(new SoftwareTpmOptions { DefaultLockout = true });
    private readonly Device _device;

    public LockoutScenarios()
    {
        _device = new Device(_tpm);
        _ = ChildProcess.Run(_device.FirstHalf()).OrThrow();
    }

    public void Dispose()
    {
        _device.Dispose();
        _tpm.Dispose();
    }

    [Fact]
    public void A_refused_PIN_is_tried_once_and_the_tries_left_are_told()
    {
        File.WriteAllText(_device.UserPinFile, "not the PIN");

        ChildResult result = ChildProcess.Run(_device.FirstHalf());

        Assert.Equal(77, result.ExitCode);
        Assert.Contains("refused its PIN", result.Error, StringComparison.Ordinal);
        Assert.Contains("the TPM counts 1 of 3 failed tries", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, _tpm.ReadLockoutCounter());
    }

    [Fact]
    public void A_locked_out_chip_takes_not_even_the_right_PIN_and_the_wait_is_told()
    {
        string pin = _device.UserPin;
        File.WriteAllText(_device.UserPinFile, "not the PIN");
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(77, ChildProcess.Run(_device.FirstHalf()).ExitCode);
        }

        File.WriteAllText(_device.UserPinFile, pin);
        ChildResult result = ChildProcess.Run(_device.FirstHalf());

        Assert.Equal(77, result.ExitCode);
        Assert.Contains("takes no PIN at present, not even the right one", result.Error, StringComparison.Ordinal);
        Assert.Contains(
            "3 of 3 failed tries, the next try is allowed in at most",
            result.Error,
            StringComparison.Ordinal
        );

        _tpm.ClearLockout();
        _ = ChildProcess.Run(_device.FirstHalf()).OrThrow();
    }
}
