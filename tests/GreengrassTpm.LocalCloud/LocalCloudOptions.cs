namespace GreengrassTpm.LocalCloud;

/// <summary>How a local cloud is set up.</summary>
public sealed record LocalCloudOptions
{
    /// <summary>Account number, 12 digits.</summary>
    public string AccountId { get; init; } = "123456789012";

    /// <summary>Region.</summary>
    public string Region { get; init; } = "eu-central-1";

    /// <summary>The cloud's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// How long after its certificate's deactivation a client stays connected. The real service takes some minutes.
    /// </summary>
    public TimeSpan DisconnectDelay { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// How long after its last detachment a policy cannot be deleted. The real service takes up to five minutes
    /// (https://docs.aws.amazon.com/iot/latest/apireference/API_DeletePolicy.html).
    /// </summary>
    public TimeSpan PolicyDetachDelay { get; init; } = TimeSpan.Zero;

    /// <summary>Port of the control planes, STS and S3 (HTTP); 0 for any free one.</summary>
    public int ControlPort { get; init; }

    /// <summary>Port of the credentials endpoint (HTTPS); 0 for any free one.</summary>
    public int CredentialsPort { get; init; }

    /// <summary>Port of the MQTT server (TLS); 0 for any free one.</summary>
    public int MqttPort { get; init; }
}
