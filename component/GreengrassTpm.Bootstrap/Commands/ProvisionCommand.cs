using System.CommandLine;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using static GreengrassTpm.CommandLine.OptionKit;

namespace GreengrassTpm.Bootstrap;

/// <summary><c>provision</c>: gives a device its credential.</summary>
internal sealed class ProvisionCommand
{
    private const string Help = """
        give this device its credential: a key born in the TPM, and the certificate for it

        Examples:
          greengrass-tpm-bootstrap provision --thing-name gateway-7 --role-alias GreengrassTokenExchange
              does all of it, with an operator's AWS credentials from the environment, a profile or a container's endpoint
          greengrass-tpm-bootstrap provision --thing-name gateway-7 --csr-out gateway-7.csr
              without AWS: makes token, PINs and key, and writes the certificate request
          greengrass-tpm-bootstrap provision --certificate gateway-7.pem --root-ca /etc/greengrass/AmazonRootCA1.pem
              … and stores the signed certificate and writes the configuration of the nucleus
          greengrass-tpm-bootstrap provision --adopt
              takes a credential under management that was put on a token by hand, and changes nothing about it
          greengrass-tpm-bootstrap provision --from-files
              moves a nucleus that has key and certificate in files to the TPM; they stay until you say otherwise

        Each can be repeated: what is there stays, and a run that was interrupted is finished by the next.
        """;

    private readonly TokenOptions _token = new();
    private readonly CloudOptions _cloud = new();
    private readonly MovingInOptions _movingIn = new();

    private readonly Option<string?> _thingName = Text(
        "--thing-name",
        "the AWS IoT thing that this device is; needed the first time",
        "NAME",
        Names.ThingName
    );

    private readonly Option<string?> _csrOut = Text("--csr-out", "write the certificate request here", "FILE");

    private readonly Option<string?> _certificate = Text("--certificate", "the signed certificate, one in PEM", "FILE");

    private readonly Option<KeyAlgorithm?> _algorithm = Choice<KeyAlgorithm?>(
        "--key-algorithm",
        "the kind of key; default: ec-p256 (the AWS Secret Manager component needs RSA)",
        [.. Enum.GetValues<KeyAlgorithm>().Select(algorithm => (algorithm.ToText(), (KeyAlgorithm?)algorithm))]
    );

    private readonly Option<IReadOnlyList<NucleusKind>?> _nucleus = Choice<IReadOnlyList<NucleusKind>?>(
        "--nucleus",
        "the nucleus to write configuration for; default: both",
        ("classic", [NucleusKind.Classic]),
        ("lite", [NucleusKind.Lite]),
        ("both", [NucleusKind.Classic, NucleusKind.Lite])
    );

    private readonly Option<string?> _nucleusFolder = Text(
        "--nucleus-out",
        "where its configuration goes; default: /etc/greengrass-tpm/nucleus",
        "DIR"
    );

    private readonly Option<LitePin?> _litePin = Choice<LitePin?>(
        "--lite-pin",
        "nucleus lite reads the PIN from a file (source, default), or has it in its URIs (value)",
        ("source", LitePin.Source),
        ("value", LitePin.Value)
    );

    private readonly Option<string?> _nucleusRoot = Text("--nucleus-root", "the nucleus' root folder", "DIR");

    private readonly Option<string?> _rootCa = Text(
        "--root-ca",
        "AWS IoT's certificate authority; default, when AWS IoT is asked: Amazon's among those that the system trusts",
        "FILE"
    );

    private readonly Option<string?> _region = Text("--aws-region", "the AWS region", "REGION", Names.Region);

    private readonly Option<string?> _roleAlias = Text(
        "--role-alias",
        "the role alias of the token exchange",
        "NAME",
        Names.RoleAlias
    );

    private readonly Option<string?> _dataEndpoint = Text(
        "--data-endpoint",
        "AWS IoT's data endpoint",
        "HOST",
        Names.HostName
    );

    private readonly Option<string?> _credentialEndpoint = Text(
        "--cred-endpoint",
        "AWS IoT's credentials endpoint",
        "HOST",
        Names.HostName
    );

    private readonly Option<string?> _securityOfficerPinOut = Text(
        "--so-pin-out",
        "take the SO PIN off the device: write it to this file, on a medium that is taken away, and nowhere else",
        "FILE"
    );

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "show what would be done; change nothing",
    };

    internal static Command Create(Outputs outputs)
    {
        ProvisionCommand parts = new();
        Command command = new("provision", Help);
        foreach (
            Option option in (Option[])
                [
                    parts._thingName,
                    parts._csrOut,
                    parts._certificate,
                    parts._algorithm,
                    parts._nucleus,
                    parts._nucleusFolder,
                    parts._litePin,
                    parts._nucleusRoot,
                    parts._rootCa,
                    parts._region,
                    parts._roleAlias,
                    parts._dataEndpoint,
                    parts._credentialEndpoint,
                    parts._securityOfficerPinOut,
                    parts._dryRun,
                ]
        )
        {
            command.Options.Add(option);
        }

        parts._token.AddTo(command);
        parts._cloud.AddTo(command);
        parts._movingIn.AddTo(command);
        command.Validators.Add(result =>
            parts._cloud.Validate(
                result,
                isOnline: result.GetResult(parts._csrOut) is null && result.GetResult(parts._certificate) is null
            )
        );
        command.Validators.Add(parts._movingIn.Validate);
        command.SetAction(line => parts.Run(line, outputs));
        return command;
    }

    private int Run(ParseResult line, Outputs outputs)
    {
        IOutput output = outputs.Choose(line.GetValue(_token.Output));
        return ErrorPresenter.Guard(output, () => Run(Read(line), _token.Folders(line), output));
    }

    private static ProvisionReport Run(ProvisioningOptions options, DeviceFolders folders, IOutput output) =>
        options.Adopt
            ? new Adopter(folders, TimeProvider.System, output).Run(options)
            : new Provisioner(folders, TimeProvider.System, output).Run(options);

    private ProvisioningOptions Read(ParseResult line) => _movingIn.AddTo(_cloud.AddTo(ReadOthers(line), line), line);

    private ProvisioningOptions ReadOthers(ParseResult line) =>
        new()
        {
            ThingName = line.GetValue(_thingName),
            Module = line.GetValue(_token.Module),
            Tcti = line.GetValue(_token.Tcti),
            Store = line.GetValue(_token.Store),
            TokenLabel = line.GetValue(_token.TokenLabel),
            KeyLabel = line.GetValue(_token.KeyLabel),
            Algorithm = line.GetValue(_algorithm),
            CertificateRequest = line.GetValue(_csrOut),
            Certificate = line.GetValue(_certificate),
            Nuclei = line.GetValue(_nucleus),
            NucleusFolder = line.GetValue(_nucleusFolder),
            LitePin = line.GetValue(_litePin),
            NucleusRoot = line.GetValue(_nucleusRoot),
            RootCa = line.GetValue(_rootCa),
            AwsRegion = line.GetValue(_region),
            RoleAlias = line.GetValue(_roleAlias),
            DataEndpoint = line.GetValue(_dataEndpoint),
            CredentialEndpoint = line.GetValue(_credentialEndpoint),
            SecurityOfficerPinOut = line.GetValue(_securityOfficerPinOut),
            DryRun = line.GetValue(_dryRun),
        };
}
