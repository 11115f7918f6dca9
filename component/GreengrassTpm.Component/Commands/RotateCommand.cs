using System.CommandLine;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary><c>rotate</c>: replaces the credential, from the decision to the end of the previous one, without a nucleus.</summary>
internal sealed class RotateCommand
{
    private const string Help = """
        replace this device's credential in place: new key in the TPM, new certificate, proof, switch, end of the old one

        Examples:
          greengrass-tpm rotate --dry-run
          greengrass-tpm rotate --region eu-central-1 --role-alias GreengrassTokenExchange --root-ca AmazonRootCA1.pem
            --credentials-endpoint abc.credentials.iot.eu-central-1.amazonaws.com
            --data-endpoint abc-ats.iot.eu-central-1.amazonaws.com

        Can be interrupted at any instant: the same command goes on with the rotation that it finds under way. A nucleus
        that is running goes on with the old credential until it is started again: choose --retire-after accordingly.

        Where the component runs, it is asked to rotate, does so by its own configuration, restarts the nucleus, and is followed
        for as long as --wait says.
        """;

    private readonly PlanOptions _plan = new();
    private readonly CloudOptions _cloud = new();
    private readonly Option<string?> _pinFile = TokenOptions.NewPinFile();

    private readonly Option<bool> _force = new("--force")
    {
        Description = "rotate even if the latest rotation was a short time ago, or the latest ones were rolled back",
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "show what would be done; change nothing",
    };

    private readonly Option<TimeSpan?> _patience = OptionKit.Parsed<TimeSpan?>(
        "--wait",
        $"how long to wait in all for what takes its time, as --retire-after does; default: {DurationText.Of(RotationRun.DefaultPatience)}",
        "DURATION",
        text => DurationText.Parse(text)
    );

    internal static Command Create(Outputs outputs)
    {
        RotateCommand parts = new();
        Command command = new("rotate", Help) { parts._force, parts._dryRun, parts._patience, parts._pinFile };
        parts._cloud.AddTo(command);
        parts._plan.AddTo(command);
        command.SetAction(line => parts.Run(line, outputs));
        return command;
    }

    private int Run(ParseResult line, Outputs outputs)
    {
        IOutput output = outputs.Choose(line.GetValue(_plan.Token.Output));
        return ErrorPresenter.Guard(
            output,
            () =>
                line.GetValue(_dryRun)
                    ? _plan.Plan(line, _plan.History(line), Request(line))
                    : RotateAsync(line, output).GetAwaiter().GetResult()
        );
    }

    private async Task<Report> RotateAsync(ParseResult line, IOutput output)
    {
        DeviceFolders folders = _plan.Token.Folders(line);
        using Interruption interruption = new();
        RunningComponent component = new(folders, output, TimeProvider.System);
        TimeSpan patience = line.GetValue(_patience) ?? RotationRun.DefaultPatience;
        if (await component.RotateAsync(line.GetValue(_force), patience, interruption.Token) is { } report)
        {
            return report;
        }

        TokenLocation location = _plan.Locate(line, out string keyLabel);
        RotationPlan plan = _plan.Rotation(line, keyLabel);
        string? pinFile = line.GetValue(_pinFile);
        using Pin pin = UserPin.Read(folders, pinFile);
        RotationPorts ports = DirectPorts.Of(
            _cloud.Settings(line, _plan.Record(line)?.Cloud, ThingName(line, location, keyLabel)),
            location,
            pin,
            TimeProvider.System
        );
        if (!Directory.Exists(folders.State))
        {
            DurableFolder.Create(folders.State, DurableFolder.OwnerOnly);
        }

        using RotationEngine engine = RotationEngine.Open(
            folders,
            new CredentialToken(location, () => UserPin.Read(folders, pinFile), keyLabel),
            ports,
            new RotationSettings { RetireAfter = plan.RetireAfter }
        );
        RotationRun run = new(engine, output, TimeProvider.System, line.GetValue(_patience));
        if (engine.History.Unfinished is not null)
        {
            return await run.FinishAsync(resumed: true, interruption);
        }

        RequireDue(_plan.Plan(line, engine.History, Request(line)));
        return await run.RunAsync(new RotationOrder("command", plan.Mode, plan.KeyAlgorithm), interruption);
    }

    private RotationRequest Request(ParseResult line) =>
        line.GetValue(_force) ? RotationRequest.Forced : RotationRequest.Requested;

    private string ThingName(ParseResult line, TokenLocation location, string keyLabel) =>
        _plan.ThingName(line)
        ?? DeviceThing.OfJournal(_plan.History(line).Unfinished?.CertificatePem)
        ?? DeviceThing.OfToken(location, keyLabel);

    private static void RequireDue(PlanReport plan)
    {
        if (plan.Verdict != RenewalVerdict.Due)
        {
            throw new CommandException(
                ExitCode.RetryLater,
                $"no rotation was begun: {plan.Reason}",
                "wait until then, or insist with --force"
            );
        }
    }
}
