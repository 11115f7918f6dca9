using System.CommandLine;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>The options that say what a rotation does.</summary>
internal sealed class RotationOptions
{
    private static readonly TimeSpan DefaultRetireAfter = TimeSpan.FromHours(1);

    private readonly Option<string?> _thingName = OptionKit.Text(
        "--thing-name",
        "the AWS IoT thing that this device is; default: as provisioned, else the certificate's common name",
        "NAME",
        Names.ThingName
    );

    private readonly Option<RotationMode> _mode = OptionKit.Choice(
        "--mode",
        "what is replaced; default: key-and-certificate",
        ("key-and-certificate", RotationMode.KeyAndCertificate),
        ("certificate-only", RotationMode.CertificateOnly)
    );

    private readonly Option<KeyAlgorithm> _algorithm = OptionKit.Choice(
        "--key-algorithm",
        "the kind of the new key; default: ec-p256 (the AWS Secret Manager component needs RSA)",
        [.. Enum.GetValues<KeyAlgorithm>().Select(algorithm => (algorithm.ToText(), algorithm))]
    );

    private readonly Option<TimeSpan?> _retireAfter = OptionKit.Parsed<TimeSpan?>(
        "--retire-after",
        $"how long both certificates stay valid after the switch; default: {DurationText.Of(DefaultRetireAfter)}; 0s where the old key may be known to others",
        "DURATION",
        text => DurationText.Parse(text)
    );

    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_thingName, _mode, _algorithm, _retireAfter])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The thing's name, as far as somebody has said it.</summary>
    internal string? ThingName(ParseResult line, ProvisioningRecord? record) =>
        line.GetValue(_thingName) ?? record?.ThingName;

    internal RotationPlan Plan(ParseResult line, string label) =>
        new(label, line.GetValue(_mode), line.GetValue(_algorithm), line.GetValue(_retireAfter) ?? DefaultRetireAfter);
}
