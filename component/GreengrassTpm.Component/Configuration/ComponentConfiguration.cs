using System.Text.Json;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>The component's configuration, as deployments set it. Every key is optional.</summary>
public sealed record ComponentConfiguration
{
    /// <summary><c>credential.keyLabel</c>: the active label; empty = as the nucleus' configuration names it.</summary>
    public string KeyLabel { get; init; } = "";

    /// <summary><c>credential.pinSource</c>: where the user PIN comes from.</summary>
    public PinSource PinSource { get; init; } = new(PinSourceKind.Nucleus);

    /// <summary><c>verification.interval</c>: how often the device is examined.</summary>
    public TimeSpan VerificationInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// <c>rotation.enabled</c>, <c>maxKeyAge</c>, <c>renewBeforeExpiry</c>, <c>jitterPercent</c>, <c>window</c>: when a
    /// credential is rotated by the schedule.
    /// </summary>
    public RenewalPolicy Renewal { get; init; } = new();

    /// <summary><c>rotation.requestId</c>: rotates once when it is not empty and another one than the last.</summary>
    public string RequestId { get; init; } = "";

    /// <summary><c>rotation.mode</c>: what is replaced.</summary>
    public RotationMode Mode { get; init; } = RotationMode.KeyAndCertificate;

    /// <summary><c>rotation.keyAlgorithm</c>: the kind of a new key.</summary>
    public KeyAlgorithm KeyAlgorithm { get; init; } = KeyAlgorithm.EcP256;

    /// <summary><c>rotation.activation</c>: when the nucleus takes up a new credential.</summary>
    public ActivationTime Activation { get; init; } = ActivationTime.Restart;

    /// <summary>
    /// <c>rotation.restartCommand</c>: the program and its arguments that restart the nucleus and return at once; empty = found
    /// by looking at the device.
    /// </summary>
    public IReadOnlyList<string> RestartCommand { get; init; } = [];

    /// <summary>
    /// <c>rotation.installRecovery</c>: whether the component may put recovery before the nucleus' starts, where provisioning
    /// has not.
    /// </summary>
    public bool InstallRecovery { get; init; }

    /// <summary><c>rotation.confirmWithin</c>: how long a nucleus may take, from its start, to show the new credential in use.</summary>
    public TimeSpan ConfirmWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary><c>rotation.retireAfter</c>: how long both certificates stay valid after the switch.</summary>
    public TimeSpan RetireAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary><c>issuer</c>: who signs new certificates.</summary>
    public IssuerSettings Issuer { get; init; } = new();

    /// <summary><c>reporting.shadow</c>: the named shadow that reports go to, and that shows that the connection works.</summary>
    public string Shadow { get; init; } = "credential";

    /// <summary>Reads the configuration as Greengrass IPC gives it. Nothing is read or changed besides.</summary>
    /// <param name="value">The whole configuration, an object.</param>
    /// <returns>The configuration, with every problem that there is.</returns>
    public static ConfigurationReading Read(JsonElement value) => new ConfigurationReader().Read(value);
}
