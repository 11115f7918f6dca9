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
    public void A_refused_PIN_is_tried_once_however_often_the_command_is_repeated_and_the_tries_left_are_told()
    {
        File.WriteAllText(_device.UserPinFile, "mistaken-Zq7");
        for (int run = 1; run <= 3; run++)
        {
            ChildResult result = ChildProcess.Run(_device.FirstHalf());

            Assert.Equal(77, result.ExitCode);
            Assert.Contains("refused its PIN", result.Error, StringComparison.Ordinal);
            Assert.Contains("the TPM counts 1 of 3 failed tries", result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("mistaken-Zq7", result.Output + result.Error, StringComparison.Ordinal);
        }

        Assert.Equal(1, _tpm.ReadLockoutCounter());
    }

    [Fact]
    public void A_wrong_SO_PIN_is_told_from_the_chip_s_lock_out_and_the_last_try_is_left_to_the_nucleus()
    {
        string wrong = _device.FileNamed("wrong.pin");
        File.WriteAllText(wrong, "mistaken-Zq7");
        for (int run = 1; run <= 2; run++)
        {
            ChildResult refused = ChildProcess.Run(Pin("unlock", "--so-pin-file", wrong));

            Assert.Equal(77, refused.ExitCode);
            Assert.Contains("refused its SO PIN", refused.Error, StringComparison.Ordinal);
            Assert.Contains("this lock is the token's and not the chip's", refused.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("mistaken-Zq7", refused.Output + refused.Error, StringComparison.Ordinal);
        }

        Assert.Equal(1, _tpm.ReadLockoutCounter());
        TokenAccess mistaken = _device.Access() with { Pin = "mistaken-Zq8" };
        Assert.Throws<ChildFailedException>(() => new Pkcs11Tool(mistaken).ListObjects());

        ChildResult last = ChildProcess.Run(Pin("change"));

        Assert.Equal(75, last.ExitCode);
        Assert.Contains("one try left", last.Error, StringComparison.Ordinal);
        Assert.Equal(2, _tpm.ReadLockoutCounter());
    }

    [Fact]
    public void A_locked_out_chip_takes_not_even_the_right_PIN_and_the_wait_is_told()
    {
        string pin = _device.UserPin;
        foreach (string wrong in (string[])["not the PIN", "nor this one", "nor that"])
        {
            File.WriteAllText(_device.UserPinFile, wrong);
            Assert.Equal(77, ChildProcess.Run(_device.FirstHalf()).ExitCode);
        }

        File.WriteAllText(_device.UserPinFile, pin);
        ChildResult result = ChildProcess.Run(_device.FirstHalf());

        Assert.Equal(75, result.ExitCode);
        Assert.Contains("takes no PIN at present, not even the right one", result.Error, StringComparison.Ordinal);
        Assert.Contains(
            "3 of 3 failed tries, the next try is allowed in at most",
            result.Error,
            StringComparison.Ordinal
        );

        _tpm.ClearLockout();
        _ = ChildProcess.Run(_device.FirstHalf()).OrThrow();
    }

    private Command Pin(string command, params IEnumerable<string> arguments) =>
        _device.Bootstrap(["pin", command, "--root", _device.Root, .. arguments]);
}
