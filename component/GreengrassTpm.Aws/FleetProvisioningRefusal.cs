using System.Text.Json;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>Why fleet provisioning rejects a request.</summary>
/// <param name="StatusCode">As of HTTP.</param>
/// <param name="ErrorCode">The error's name.</param>
/// <param name="ErrorMessage">The service's words.</param>
internal sealed record FleetProvisioningRefusal(int? StatusCode, string? ErrorCode, string? ErrorMessage)
{
    private const int TooManyRequests = 429;
    private const int ServerError = 500;

    /// <summary>Throws where a message is a rejection.</summary>
    /// <exception cref="RotationPortException">It is; retryable where the service could not, permanent where it would not.</exception>
    internal static void ThrowIfRejected(ShadowMessage message)
    {
        const string Rejected = "/rejected";
        if (!message.Topic.EndsWith(Rejected, StringComparison.Ordinal))
        {
            return;
        }

        FleetProvisioningRefusal refusal = Parse(message.Payload.Span);
        throw new RotationPortException(
            PortErrors.Text($"{message.Topic[..^Rejected.Length]}: {refusal.ErrorCode}: {refusal.ErrorMessage}"),
            refusal.StatusCode is TooManyRequests or >= ServerError ? RetryClass.Retryable : RetryClass.Permanent,
            "look at the provisioning template, its hook, and the policies of the device's certificate"
        )
        {
            IsWithoutEffect = refusal.StatusCode < ServerError,
        };
    }

    private static FleetProvisioningRefusal Parse(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, AwsJson.Default.FleetProvisioningRefusal) ?? Unknown;
        }
        catch (JsonException)
        {
            return Unknown;
        }
    }

    private static FleetProvisioningRefusal Unknown => new(null, "rejected", "no reason given");
}
