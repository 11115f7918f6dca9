using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary><c>plan</c>: what a rotation would do, when one is due, and why. Changes nothing.</summary>
internal sealed class PlanCommand
{
    private const string Help = """
        tell what a rotation would do, when one is due, and why; change nothing

        Examples:
          greengrass-tpm plan
          greengrass-tpm plan --max-key-age 30d --window 02:00-04:00

        Reads the journal and the certificate on the token: it needs neither a PIN nor a network.
        """;

    private readonly TokenOptions _token = new();
    private readonly RenewalOptions _renewal = new();
    private readonly RotationOptions _rotation = new();

    internal static Command Create(Outputs outputs)
    {
        PlanCommand parts = new();
        Command command = new("plan", Help);
        parts._renewal.AddTo(command);
        parts._rotation.AddTo(command);
        parts._token.AddTo(command);
        command.SetAction(line => parts.Run(line, outputs));
        return command;
    }

    private int Run(ParseResult line, Outputs outputs) =>
        ErrorPresenter.Guard(outputs.Choose(line.GetValue(_token.Output)), () => Plan(line));

    private PlanReport Plan(ParseResult line)
    {
        DeviceFolders folders = _token.Folders(line);
        RotationHistory history = Journal.Open(folders.Journal).History;
        if (history.Unfinished is { } unfinished)
        {
            return RotationPlan.OfUnfinished(unfinished);
        }

        TokenLocation location = _token.Locate(line, folders, out string label);
        using X509Certificate2 certificate = ActiveCertificate.Read(location, label);
        RenewalFacts facts = DeviceRenewal.Facts(_rotation.ThingName(line, folders), history, certificate);
        RenewalDecision decision = RenewalDecision.Make(
            facts,
            _renewal.Policy(line),
            TimeProvider.System.GetUtcNow(),
            TimeZoneInfo.Local
        );
        return _rotation.Plan(line, label).Report(certificate, facts, decision);
    }
}
