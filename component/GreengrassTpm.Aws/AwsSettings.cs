using System.Net;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>Where the device's AWS IoT is, and who the device is there. Holds no secret but what a proxy's address may carry.</summary>
public sealed record AwsSettings
{
    /// <summary>Port of MQTT with mutual TLS, where an endpoint names none.</summary>
    public const int MqttPort = 8883;

    /// <summary>Port of HTTPS, where an endpoint names none; MQTT on it needs an application protocol.</summary>
    public const int HttpsPort = 443;

    /// <summary>The region, for example <c>eu-central-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The thing that the device is.</summary>
    public required string ThingName { get; init; }

    /// <summary>The role alias that stands for the device's role.</summary>
    public required string RoleAlias { get; init; }

    /// <summary>The account's data endpoint (<c>iot:Data-ATS</c>): the message broker.</summary>
    public required ServerAddress DataEndpoint { get; init; }

    /// <summary>The account's credentials endpoint (<c>iot:CredentialProvider</c>).</summary>
    public required ServerAddress CredentialsEndpoint { get; init; }

    /// <summary>PEM file of the roots that these endpoints' certificates may lead to; null for those that the system trusts.</summary>
    public string? RootCaPath { get; init; }

    /// <summary>The named shadow that is updated to see whether a connection is of use.</summary>
    public string ShadowName { get; init; } = "credential";

    /// <summary>URL of the control plane; null for the region's, or what <c>AWS_ENDPOINT_URL_IOT</c> says.</summary>
    public Uri? ControlPlane { get; init; }

    /// <summary>URL of the security token service; null for the region's, or what <c>AWS_ENDPOINT_URL_STS</c> says.</summary>
    public Uri? SecurityTokenService { get; init; }

    /// <summary>
    /// The HTTP proxy for connections with mutual TLS, by default what HTTPS_PROXY and NO_PROXY say; null for none.
    /// </summary>
    public IWebProxy? Proxy { get; init; } = HttpClient.DefaultProxy;

    /// <summary>How long one connection or one answer may take. A chip's signature alone takes up to a second.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the SDK repeats a call that may be repeated.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>
    /// How long a right that was given or taken may need to be seen everywhere: attaching and detaching are asynchronous
    /// in the service. A refusal within this time after a change is asked about again.
    /// </summary>
    public TimeSpan SettleWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The pause between two such questions.</summary>
    public TimeSpan SettlePause { get; init; } = TimeSpan.FromSeconds(3);
}
