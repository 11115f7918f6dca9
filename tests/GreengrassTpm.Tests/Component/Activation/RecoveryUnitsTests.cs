using GreengrassTpm.Component;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.Verification;
using Xunit;

namespace GreengrassTpm.Tests.Component;

/// <summary>What systemd is given for the case that this component cannot help.</summary>
public class RecoveryUnitsTests
{
    private static readonly CredentialPlace Place = new(
        new TokenLocation("/usr/lib/libtpm2_pkcs11.so", "green grass")
        {
            StoreFolder = "/var/lib/100%/store",
            Tcti = "device:/dev/tpmrm0",
        },
        "greenkey"
    );

    [Fact]
    public void Recovery_is_told_all_that_it_cannot_know_and_quoted_for_systemd()
    {
        string text = RecoveryUnits.DropIn(Command(new PinSource(PinSourceKind.File, "/etc/pin$")));

        Assert.Contains(
            """
            ExecStartPre=-+"/bin/greengrass-tpm" "recover" "--module" "/usr/lib/libtpm2_pkcs11.so" "--token-label" "green grass" "--store" "/var/lib/100%%/store" "--tcti" "device:/dev/tpmrm0" "--pin-file" "/etc/pin$$"
            """.Trim(),
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_credential_of_systemd_is_looked_for_where_the_unit_has_it()
    {
        RecoveryCommand command = Command(new PinSource(PinSourceKind.Systemd, "pin"));

        Assert.Null(command.PinCopy);
        Assert.DoesNotContain("--pin-file", command.Arguments);
        Assert.EndsWith("--pin-file %d/\"pin\"\n", RecoveryUnits.DropIn(command), StringComparison.Ordinal);
    }

    [Fact]
    public void A_PIN_that_only_the_nucleus_has_is_copied_and_one_in_a_file_is_not()
    {
        Assert.Equal("/etc/greengrass-tpm/user.pin", Command(new PinSource(PinSourceKind.Nucleus)).PinCopy);
        Assert.Null(Command(new PinSource(PinSourceKind.Nucleus), "/etc/nucleus.pin").PinCopy);
        Assert.Null(Command(new PinSource(PinSourceKind.File, "/etc/pin")).PinCopy);
    }

    [Fact]
    public void The_timer_restarts_the_nucleus_only_where_recovery_says_that_nobody_is_at_work()
    {
        string service = RecoveryUnits.RevivalService(
            Command(new PinSource(PinSourceKind.Nucleus)),
            ["/bin/systemctl", "restart", "--no-block", "greengrass.service"]
        );

        Assert.Contains("ExecCondition=\"/bin/greengrass-tpm\" \"recover\"", service, StringComparison.Ordinal);
        Assert.Contains(
            "ExecStart=\"/bin/systemctl\" \"restart\" \"--no-block\" \"greengrass.service\"",
            service,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "OnActiveSec=1800s",
            RecoveryUnits.RevivalTimer(TimeSpan.FromMinutes(30)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(PinSourceKind.Nucleus, "")]
    [InlineData(PinSourceKind.File, """/my "100%" \ $HOME/pin""")]
    [InlineData(PinSourceKind.Systemd, "pin")]
    public void Systemd_itself_finds_nothing_to_say_against_them(PinSourceKind kind, string name)
    {
        RecoveryCommand command = Command(new PinSource(kind, name));
        // systemd looks whether the program is there.
        command = command with
        {
            Arguments = ["/bin/true", .. command.Arguments.Skip(1)],
        };
        using PrivateFolder folder = PrivateFolder.Create();
        Dictionary<string, string> units = new()
        {
            ["greengrass.service"] = "[Service]\nExecStart=/bin/true\n",
            [$"greengrass.service.d/{NucleusUnits.RecoveryDropIn}"] = RecoveryUnits.DropIn(command),
            [$"{NucleusUnits.Revival}.service"] = RecoveryUnits.RevivalService(
                command,
                RestartCommand.ForSystemd("/bin/true", global::GreengrassTpm.GreengrassIpc.NucleusFlavour.Classic)
            ),
            [$"{NucleusUnits.Revival}.timer"] = RecoveryUnits.RevivalTimer(TimeSpan.FromMinutes(30)),
        };
        _ = folder.Folder("greengrass.service.d");
        foreach ((string unit, string text) in units)
        {
            File.WriteAllText(Path.Combine(folder.Path, unit), text);
        }

        string[] names = ["greengrass.service", $"{NucleusUnits.Revival}.timer"];
        ChildResult verdict = ChildProcess
            .Run(
                new Command(
                    "systemd-analyze",
                    ["verify", .. names.Select(unit => Path.Combine(folder.Path, unit))]
                ).With(
                    // The colon: beside the system's own units.
                    new Dictionary<string, string> { ["SYSTEMD_UNIT_PATH"] = folder.Path + ":" }
                )
            )
            .OrThrow();

        Assert.Equal("", verdict.Error);
    }

    private static RecoveryCommand Command(PinSource source, string? nucleusPinFile = null) =>
        RecoveryCommand.Of("/bin/greengrass-tpm", Place, source, nucleusPinFile, new DeviceFolders());
}
