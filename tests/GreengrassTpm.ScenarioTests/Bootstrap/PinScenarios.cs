using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.ScenarioTests.Nucleus;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>The life of the user PIN: changed, set again by the SO PIN, and the SO PIN kept off the device.</summary>
[Collection(BootstrapTpm.Name)]
public sealed class PinScenarios : IDisposable
{
    private readonly SoftwareTpmFixture _shared;
    private readonly Device _device;

    public PinScenarios(SoftwareTpmFixture shared)
    {
        _shared = shared;
        _device = new Device(shared.Tpm);
    }

    private string LitePinFile => Path.Combine(_device.Configuration, "nucleus/lite.pin");

    public void Dispose() => _device.Dispose();

    [Fact]
    public void A_changed_PIN_is_on_the_token_in_our_file_and_in_the_nucleus_configuration()
    {
        _device.ProvisionWhole(_shared.Authority);
        string old = _device.UserPin;
        int count = _shared.Tpm.ReadLockoutCounter();

        ChildResult result = ChildProcess.Run(Pin("change")).OrThrow();

        string changed = _device.UserPin;
        Assert.NotEqual(old, changed);
        Assert.Equal(3, _device.Objects().Count);
        Assert.Contains(changed, File.ReadAllText(_device.NucleusConfiguration), StringComparison.Ordinal);
        Assert.Equal(changed, File.ReadAllText(LitePinFile));
        Assert.Equal(count, _shared.Tpm.ReadLockoutCounter());
        Assert.Contains("failed tries counted", result.Output, StringComparison.Ordinal);
        Assert.All(
            (string[])[old, changed],
            pin => Assert.DoesNotContain(pin, result.Output + result.Error, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            Directory.EnumerateFiles(_device.Root, "*", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains(old, StringComparison.Ordinal)
        );
        Assert.Equal(JavaOutcome.Loaded, new JavaReader(_device.Access()).Read("greenkey").Outcome);
    }

    [Theory]
    [InlineData(FaultKind.KillBefore, false)]
    [InlineData(FaultKind.KillBefore, true)]
    [InlineData(FaultKind.KillAfter, false)]
    [InlineData(FaultKind.KillAfter, true)]
    public void A_change_that_was_killed_on_the_token_is_finished_by_the_next_run(
        FaultKind kind,
        bool isOfficerElsewhere
    )
    {
        _device.ProvisionWhole(
            _shared.Authority,
            isOfficerElsewhere ? ["--so-pin-out", _device.FileNamed("so.pin")] : []
        );
        string old = _device.UserPin;
        FaultPlan plan = new() { Kind = kind, Counted = ["C_SetPIN"] };

        ChildResult killed = ChildProcess.Run(
            Pin("change", "--module", Pkcs11Proxy.ModulePath)
                .With(Pkcs11Proxy.Environment(SoftwareTpm.ModulePath, plan))
        );
        Assert.True(killed.WasKilled, killed.Error);
        _ = ChildProcess.Run(Pin("change")).OrThrow();

        Assert.NotEqual(old, _device.UserPin);
        Assert.Equal(_device.UserPin, File.ReadAllText(LitePinFile));
        Assert.Equal(3, _device.Objects().Count);
    }

    [Fact]
    public void A_PIN_that_the_token_refuses_is_not_changed_and_no_command_takes_the_change_for_unfinished()
    {
        _ = ChildProcess.Run(_device.FirstHalf()).OrThrow();
        string right = _device.UserPin;
        File.WriteAllText(_device.UserPinFile, "anotherPINthatTheTokenDoesNotKnow");

        ChildResult refused = ChildProcess.Run(Pin("change"));
        File.WriteAllText(_device.UserPinFile, right);

        Assert.Equal(77, refused.ExitCode);
        Assert.False(File.Exists(_device.UserPinFile + ".new"));
        _ = ChildProcess.Run(_device.Bootstrap("recover", "--root", _device.Root)).OrThrow();
        _shared.Tpm.ClearLockout();
    }

    [Fact]
    public void After_a_change_that_was_killed_no_command_tries_a_PIN_and_teardown_leaves_nothing()
    {
        _device.ProvisionWhole(_shared.Authority);
        FaultPlan plan = FaultPlan.KillAfter(1) with { Counted = ["C_SetPIN"] };
        ChildResult killed = ChildProcess.Run(
            Pin("change", "--module", Pkcs11Proxy.ModulePath)
                .With(Pkcs11Proxy.Environment(SoftwareTpm.ModulePath, plan))
        );
        Assert.True(killed.WasKilled, killed.Error);
        int count = _shared.Tpm.ReadLockoutCounter();

        foreach (
            Command command in (Command[])
                [
                    _device.SecondHalf(),
                    _device.Bootstrap("recover", "--root", _device.Root),
                    _device.Bootstrap("connect", "localhost:1", "--root", _device.Root),
                    Pin("unlock"),
                ]
        )
        {
            ChildResult refused = ChildProcess.Run(command);
            Assert.Equal(78, refused.ExitCode);
            Assert.Contains("an unfinished pin change", refused.Error, StringComparison.Ordinal);
        }

        Assert.Equal(count, _shared.Tpm.ReadLockoutCounter());
        _ = ChildProcess.Run(_device.Bootstrap("teardown", "--root", _device.Root)).OrThrow();
        Assert.Empty(_device.Rest());
    }

    [Fact]
    public void A_change_that_was_killed_at_a_file_is_finished_by_the_next_run()
    {
        foreach (int change in (int[])[1, 2, 3, 4])
        {
            using Device device = new(_shared.Tpm);
            device.ProvisionWhole(_shared.Authority);
            FaultPlan plan = FaultPlan.KillAfter(change) with { Counted = ["rename"] };
            ChildResult killed = ChildProcess.Run(
                Pin(device, "change").With(FileFaults.Environment(device.Configuration, plan))
            );
            Assert.True(killed.WasKilled, $"file {change} was not reached: {killed.Error}");

            _ = ChildProcess.Run(Pin(device, "change")).OrThrow();

            Assert.Equal(3, device.Objects().Count);
            Assert.Contains(device.UserPin, File.ReadAllText(device.NucleusConfiguration), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task While_a_nucleus_runs_its_PIN_is_not_changed()
    {
        await using Greengrass greengrass = await Greengrass.StartAsync(_shared.Tpm, NucleusFlavour.Classic);
        string before = greengrass.Device.UserPin;

        ChildResult refused = await ChildProcess.RunAsync(Pin(greengrass.Device, "change"));

        Assert.Equal(78, refused.ExitCode);
        Assert.Contains("would go on with the old PIN", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, greengrass.Device.UserPin);
    }

    [Fact]
    public void A_classic_nucleus_is_given_the_new_PIN_by_its_own_program()
    {
        string root = _device.FileNamed("greengrass");
        _device.ProvisionWhole(_shared.Authority, "--nucleus-root", root);
        string library = Path.Combine(root, "alts/current/distro/lib");
        _ = Directory.CreateDirectory(library);
        File.WriteAllText(Path.Combine(library, "Greengrass.jar"), "");
        string tools = Directory.CreateDirectory(_device.FileNamed("tools")).FullName;
        string seen = _device.FileNamed("seen");
        string java = Path.Combine(tools, "java");
        File.WriteAllText(
            java,
            $"#!/bin/sh\necho \"$*\" > '{seen}'\nwhile [ $# -gt 0 ]; do [ \"$1\" = --init-config ] && cat \"$2\" >> '{seen}'; shift; done\n"
        );
        File.SetUnixFileMode(java, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Dictionary<string, string> path = new() { ["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}" };

        _ = ChildProcess.Run(Pin("change").With(path)).OrThrow();

        string text = File.ReadAllText(seen);
        Assert.Contains("--start false", text, StringComparison.Ordinal);
        Assert.Contains($"userPin: \"{_device.UserPin}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_device.UserPin, File.ReadLines(seen).First(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_device.Configuration, "nucleus-pin.yaml")));
    }

    [Fact]
    public void The_SO_PIN_is_taken_off_the_device_and_unlocks_it_from_where_it_is()
    {
        string medium = _device.FileNamed("so.pin");
        _ = ChildProcess.Run(_device.FirstHalf("--so-pin-out", medium)).OrThrow();
        _ = ChildProcess.Run(_device.FirstHalf("--so-pin-out", medium)).OrThrow();
        Assert.False(File.Exists(Path.Combine(_device.Configuration, "so.pin")));
        File.WriteAllText(_device.UserPinFile, "anotherPINthatTheTokenDoesNotKnow");
        Command use = _device.FirstHalf();
        Assert.Equal(77, ChildProcess.Run(use).ExitCode);

        ChildResult refused = ChildProcess.Run(Pin("unlock"));
        Assert.Equal(77, refused.ExitCode);
        Assert.Contains("--so-pin-file", refused.Error, StringComparison.Ordinal);

        _ = ChildProcess.Run(Pin("unlock", "--so-pin-file", medium)).OrThrow();
        _ = ChildProcess.Run(use).OrThrow();
        Assert.Equal(2, _device.Objects().Count);
        _shared.Tpm.ClearLockout();
    }

    [Fact]
    public void While_the_chip_is_locked_out_no_PIN_is_tried_and_the_lock_is_named()
    {
        using var tpm = SoftwareTpm.Start(new SoftwareTpmOptions { DefaultLockout = true });
        using Device device = new(tpm);
        _ = ChildProcess.Run(device.FirstHalf()).OrThrow();
        TokenAccess wrong = device.Access() with { Pin = "wrong-pin" };
        for (int i = 0; i < 3; i++)
        {
            Assert.Throws<ChildFailedException>(() => new Pkcs11Tool(wrong).ListObjects());
        }

        ChildResult refused = ChildProcess.Run(Pin(device, "unlock"));

        Assert.Equal(75, refused.ExitCode);
        Assert.Contains("this lock is the chip's and not the token's", refused.Error, StringComparison.Ordinal);
        Assert.Equal(3, tpm.ReadLockoutCounter());
    }

    private Command Pin(string command, params IEnumerable<string> arguments) => Pin(_device, command, arguments);

    private static Command Pin(Device device, string command, params IEnumerable<string> arguments) =>
        device.Bootstrap(["pin", command, "--root", device.Root, .. arguments]);
}
