using System.Text.Json;
using System.Text.RegularExpressions;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>Which keys a configuration has, and what is allowed for each.</summary>
internal sealed partial class ConfigurationReader
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    private static readonly NameForm RequestForm = new(RequestPattern(), "1 to 128 printable ASCII characters");
    private static readonly NameForm ShadowForm = new(
        ShadowPattern(),
        "1 to 64 letters, digits, '$', ':', '_' and '-'"
    );
    private static readonly ComponentConfiguration Defaults = new();

    private readonly List<ConfigurationProblem> _problems = [];

    internal ConfigurationReading Read(JsonElement value)
    {
        ConfigurationSection root = new("", value, _problems);
        ConfigurationSection credential = root.Section("credential");
        ConfigurationSection verification = root.Section("verification");
        ConfigurationSection rotation = root.Section("rotation");
        ConfigurationSection issuer = root.Section("issuer");
        ConfigurationSection reporting = root.Section("reporting");
        root.Ignore("accessControl");

        ComponentConfiguration configuration = ReadRotation(rotation) with
        {
            KeyLabel = credential.Text("keyLabel", Defaults.KeyLabel, Names.KeyLabel),
            PinSource = credential.Parsed("pinSource", Defaults.PinSource, PinSource.Parse),
            VerificationInterval = verification.Duration(
                "interval",
                Defaults.VerificationInterval,
                Minute,
                TimeSpan.FromDays(30)
            ),
            Renewal = ReadRenewal(rotation),
            Issuer = issuer.Choice("type", Defaults.Issuer, ("iot-control-plane", IssuerType.IotControlPlane)),
            Shadow = reporting.Parsed("shadow", Defaults.Shadow, ParseShadow),
        };
        ConfigurationSection[] sections = [root, credential, verification, rotation, issuer, reporting];
        return new ConfigurationReading(
            configuration,
            _problems,
            [.. sections.SelectMany(section => section.UnknownKeys())]
        );
    }

    private static RenewalPolicy ReadRenewal(ConfigurationSection rotation)
    {
        RenewalPolicy defaults = Defaults.Renewal;
        return defaults with
        {
            Enabled = rotation.Boolean("enabled", defaults.Enabled),
            MaximumAge = rotation.Duration("maxKeyAge", defaults.MaximumAge, Minute, Longest),
            RenewBeforeExpiry = rotation.Duration(
                "renewBeforeExpiry",
                defaults.RenewBeforeExpiry,
                TimeSpan.Zero,
                Longest
            ),
            JitterPercent = rotation.Integer("jitterPercent", defaults.JitterPercent, 0, 100),
            Window = rotation.Parsed("window", defaults.Window, MaintenanceWindow.Parse),
        };
    }

    private static ComponentConfiguration ReadRotation(ConfigurationSection rotation) =>
        new()
        {
            RequestId = rotation.Text("requestId", Defaults.RequestId, RequestForm),
            Mode = rotation.Choice(
                "mode",
                Defaults.Mode,
                ("key-and-certificate", RotationMode.KeyAndCertificate),
                ("certificate-only", RotationMode.CertificateOnly)
            ),
            KeyAlgorithm = rotation.Choice(
                "keyAlgorithm",
                Defaults.KeyAlgorithm,
                [.. Enum.GetValues<KeyAlgorithm>().Select(algorithm => (algorithm.ToText(), algorithm))]
            ),
            Activation = rotation.Choice(
                "activation",
                Defaults.Activation,
                ("restart", ActivationTime.Restart),
                ("next-restart", ActivationTime.NextRestart)
            ),
            RestartCommand = rotation.ArgumentList("restartCommand"),
            ConfirmWithin = rotation.Duration("confirmWithin", Defaults.ConfirmWithin, Second, TimeSpan.FromDays(7)),
            RetireAfter = rotation.Duration("retireAfter", Defaults.RetireAfter, TimeSpan.Zero, TimeSpan.FromDays(365)),
        };

    private static string ParseShadow(string text) =>
        ShadowForm.Accepts(text) ? text : throw new FormatException($"expected {ShadowForm.Description}");

    [GeneratedRegex(@"^[!-~]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RequestPattern();

    // AWS IoT, DescribeThing and named shadows: shadowName.
    [GeneratedRegex(@"^[$a-zA-Z0-9:_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ShadowPattern();
}
