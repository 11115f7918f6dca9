using System.Text.Json;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>Which keys a configuration has, and what is allowed for each.</summary>
internal sealed class ConfigurationReader
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

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
            Issuer = IssuerSettings.Read(issuer),
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
            RequestId = rotation.Text("requestId", Defaults.RequestId, ConfigurationForms.Request),
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
            InstallRecovery = rotation.Boolean("installRecovery", Defaults.InstallRecovery),
            ConfirmWithin = rotation.Duration("confirmWithin", Defaults.ConfirmWithin, Second, TimeSpan.FromDays(7)),
            RetireAfter = rotation.Duration("retireAfter", Defaults.RetireAfter, TimeSpan.Zero, TimeSpan.FromDays(365)),
        };

    private static string ParseShadow(string text) =>
        ConfigurationForms.Shadow.Accepts(text)
            ? text
            : throw new FormatException($"expected {ConfigurationForms.Shadow.Description}");
}
