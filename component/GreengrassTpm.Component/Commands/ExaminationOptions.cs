using System.CommandLine;
using System.Globalization;
using GreengrassTpm.Aws;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Component;

/// <summary>The options that say what is examined, and how far.</summary>
internal sealed class ExaminationOptions
{
    private readonly Option<string?> _pinFile = OptionKit.Text(
        "--pin-file",
        "the file that holds the user PIN; default: /etc/greengrass-tpm/user.pin",
        "FILE"
    );

    private readonly Option<string?> _thingName = OptionKit.Text(
        "--thing-name",
        "the AWS IoT thing that this device is; default: as provisioned, else as the nucleus is configured",
        "NAME"
    );

    private readonly Option<EndpointAddress?> _dataEndpoint = OptionKit.Parsed(
        "--data-endpoint",
        "AWS IoT's data endpoint; default: the nucleus'",
        "HOST[:PORT]",
        text => Address(text, EndpointAddress.ForData)
    );

    private readonly Option<EndpointAddress?> _credentialsEndpoint = OptionKit.Parsed(
        "--credentials-endpoint",
        "AWS IoT's credentials endpoint; default: the nucleus'",
        "HOST[:PORT]",
        text => Address(text, EndpointAddress.ForCredentials)
    );

    private readonly Option<string?> _authority = OptionKit.Text(
        "--ca",
        "the roots that the endpoints' certificates may lead to, in PEM; default: the nucleus', else those of the system",
        "FILE"
    );

    private readonly Option<string?> _nucleusRoot = OptionKit.Text(
        "--nucleus-root",
        "the classic nucleus' folder; default: /greengrass/v2",
        "DIR"
    );

    private readonly Option<bool> _offline = new("--offline") { Description = "connect to no server" };

    /// <summary>Where the token is and in which form results are wanted.</summary>
    internal TokenOptions Token { get; } = new();

    private IEnumerable<Option> Ours =>
        [_pinFile, _thingName, _dataEndpoint, _credentialsEndpoint, _authority, _nucleusRoot, _offline];

    // What says where the credential is, which else the nucleus tells that has started this process.
    private IEnumerable<Option> Places => [.. Ours, Token.Module, Token.Store, Token.TokenLabel, Token.KeyLabel];

    internal void AddTo(Command command)
    {
        foreach (Option option in Ours)
        {
            command.Options.Add(option);
        }

        Token.AddTo(command);
    }

    /// <summary>Examines the device.</summary>
    /// <exception cref="CommandException">
    /// The module or the authorities' file is not there; or the nucleus, which has started this process, does not say where the
    /// credential is.
    /// </exception>
    internal VerificationReport Examine(ParseResult line)
    {
        DeviceFolders folders = Token.Folders(line);
        return ComponentExamination.IsPossible && !Places.Any(option => line.GetResult(option) is { Implicit: false })
            ? new ComponentExamination(folders, TpmAddress.Choose(line.GetValue(Token.Tcti)))
                .ExamineAsync(CancellationToken.None)
                .GetAwaiter()
                .GetResult()
            : ExamineByOptions(line, folders);
    }

    private VerificationReport ExamineByOptions(ParseResult line, DeviceFolders folders)
    {
        string pinFile = line.GetValue(_pinFile) ?? folders.UserPin;
        ProvisioningRecord? record = new ProvisioningRecordFile(folders.ProvisioningRecord).Read();
        VerificationSubject subject = Subject(line, folders, pinFile, record?.ThingName, out NucleusFacts? nucleus);
        Verifier verifier = new(
            new VerificationOptions
            {
                OpenPin = () => UserPin.Read(folders, pinFile),
                IsOffline = line.GetValue(_offline),
                AskRegistry = Question(line, subject, record?.Cloud, nucleus) is { } question
                    ? question.AskAsync
                    : null,
            }
        );
        return verifier.ExamineAsync(subject).GetAwaiter().GetResult();
    }

    private VerificationSubject Subject(
        ParseResult line,
        DeviceFolders folders,
        string pinFile,
        string? recordedThing,
        out NucleusFacts? nucleus
    )
    {
        TokenLocation location = Token.Locate(line, folders, out string keyLabel);
        NucleusPlaces places = NucleusPlaces.Below(folders.Root, line.GetValue(_nucleusRoot));
        nucleus = places.Look(location.ModulePath).Value;
        return new VerificationSubject(location with { Slot = Slot(nucleus) }, keyLabel)
        {
            ThingName = line.GetValue(_thingName) ?? recordedThing ?? nucleus?.ThingName,
            DataEndpoint = line.GetValue(_dataEndpoint) ?? EndpointAddress.OfConfiguredData(nucleus?.DataEndpoint),
            CredentialsEndpoint =
                line.GetValue(_credentialsEndpoint)
                ?? EndpointAddress.OfConfiguredCredentials(nucleus?.CredentialsEndpoint),
            EndpointRoots = (line.GetValue(_authority) ?? Existing(nucleus?.RootAuthorityPath)) is string path
                ? TrustedRoots.Read(path)
                : null,
            Nucleus = places,
            JournalPath = folders.Journal,
            PinFile = pinFile,
        };
    }

    /// <summary>The question to the registry; null where it is not known whom to ask.</summary>
    private RegistryQuestion? Question(
        ParseResult line,
        VerificationSubject subject,
        RecordedCloud? recorded,
        NucleusFacts? nucleus
    ) =>
        subject is { ThingName: { } thing, CredentialsEndpoint: { Ports: [var port, ..] } credentials }
        && (recorded?.Region ?? nucleus?.Region) is { } region
        && (recorded?.RoleAlias ?? nucleus?.RoleAlias) is { } roleAlias
            ? new RegistryQuestion(
                new AwsSettings
                {
                    Region = region,
                    ThingName = thing,
                    RoleAlias = roleAlias,
                    // The registry is asked through the other one; no connection to the broker is made.
                    DataEndpoint = new ServerAddress(subject.DataEndpoint?.Host ?? "", AwsSettings.MqttPort),
                    CredentialsEndpoint = new ServerAddress(credentials.Host, port.Number),
                    RootCaPath = line.GetValue(_authority) ?? Existing(nucleus?.RootAuthorityPath),
                }
            )
            : null;

    private static string? Existing(string? path) => File.Exists(path) ? path : null;

    private static ulong? Slot(NucleusFacts? nucleus) =>
        nucleus is { Flavour: NucleusFlavour.Classic }
        && ulong.TryParse(nucleus.Slot, CultureInfo.InvariantCulture, out ulong slot)
            ? slot
            : null;

    private static EndpointAddress? Address(string? text, Func<string, EndpointAddress> byName) =>
        text is not { Length: > 0 } ? null
        : text.Split(':') is [var host, var port]
            ? ushort.TryParse(port, CultureInfo.InvariantCulture, out ushort number) && number > 0 && host.Length > 0
                    ? new EndpointAddress(host, [new EndpointPort(number)])
                : throw new FormatException($"\"{text}\" is not HOST or HOST:PORT")
        : byName(text);
}
