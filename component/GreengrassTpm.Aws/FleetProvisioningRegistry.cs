using System.Text;
using System.Text.Json.Nodes;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>
/// Registers certificates by a provisioning template, which decides about their rights: the device needs none over any other
/// certificate. They are given up as all are.
/// </summary>
/// <param name="settings">Which thing, and how long to wait.</param>
/// <param name="ipc">The connection to the nucleus; stays the caller's.</param>
/// <param name="template">The provisioning template's name.</param>
/// <param name="ownershipFile">Where <see cref="FleetProvisioningIssuer"/> has kept the token.</param>
/// <param name="exchange">Shows whether a certificate has its rights already.</param>
/// <param name="retiring">Gives certificates up.</param>
/// <param name="time">Counts the wait.</param>
public sealed class FleetProvisioningRegistry(
    AwsSettings settings,
    GreengrassIpcClient ipc,
    string template,
    string ownershipFile,
    TokenExchange exchange,
    ICredentialRegistry retiring,
    TimeProvider time
) : ICredentialRegistry
{
    private readonly TopicRequest _topics = new(ipc, settings.AnswerWithin, time);
    private readonly OwnershipFile _ownership = new(ownershipFile);

    /// <inheritdoc/>
    public async Task AdmitAsync(CredentialReference staged, CredentialReference active, CancellationToken cancellation)
    {
        string? token = _ownership.Find(staged.CertificateId);
        if (token is null)
        {
            // Registered by an earlier run, or never: the proof that follows tells them apart.
            return;
        }

        // The answer to an earlier try may have been lost, and the token is used up then.
        if ((await exchange.AskAsync(staged, asThing: true, cancellation)).Session is null)
        {
            await RegisterAsync(token, cancellation);
        }

        _ownership.Delete();
    }

    /// <inheritdoc/>
    public Task<Retirement> RetireAsync(
        CredentialReference credential,
        CredentialReference active,
        CancellationToken cancellation
    ) => retiring.RetireAsync(credential, active, cancellation);

    private Task<string> RegisterAsync(string token, CancellationToken cancellation)
    {
        var question = new JsonObject
        {
            ["certificateOwnershipToken"] = token,
            ["parameters"] = new JsonObject { ["ThingName"] = settings.ThingName },
        };
        return _topics.AskAsync(
            $"$aws/provisioning-templates/{template}/provision/json",
            Encoding.UTF8.GetBytes(question.ToJsonString()),
            Read,
            cancellation
        );
    }

    private string? Read(ShadowMessage message)
    {
        FleetProvisioningRefusal.ThrowIfRejected(message);
        string? thing = FleetProvisioningAnswer.ThingOf(message.Payload.Span);
        return thing == settings.ThingName
            ? thing
            : throw new RotationPortException(
                $"template {template} has registered the certificate for thing {PortErrors.Text(thing ?? "(none)")}, not for {settings.ThingName}",
                RetryClass.Permanent,
                "correct the template: its thing must be the parameter ThingName"
            );
    }
}
