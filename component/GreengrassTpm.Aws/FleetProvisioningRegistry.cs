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
/// <param name="time">Counts the waits.</param>
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
    private readonly Settling _settling = new(settings, time);

    /// <inheritdoc/>
    public async Task AdmitAsync(CredentialReference staged, CredentialReference active, CancellationToken cancellation)
    {
        if (_ownership.Find(staged.CertificateId) is not { } token)
        {
            await RequireRegisteredAsync(staged, cancellation);
            return;
        }

        // The answer to an earlier try may have been lost, and the token is used up then.
        if (!await HasSessionAsync(staged, cancellation))
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

    /// <summary>Without a token it was registered by an earlier run, or cannot be any more.</summary>
    private async Task RequireRegisteredAsync(CredentialReference staged, CancellationToken cancellation)
    {
        bool isRegistered = await _settling.AskAsync(
            () => HasSessionAsync(staged, cancellation),
            answer => answer,
            cancellation
        );
        if (!isRegistered)
        {
            throw new RotationPortException(
                $"certificate {staged.CertificateId} gets no session of role alias {settings.RoleAlias}, and the token to register it with is not kept",
                RetryClass.Permanent,
                "another rotation gets another certificate; the service deletes one that nobody registers within an hour"
            );
        }
    }

    private async Task<bool> HasSessionAsync(CredentialReference staged, CancellationToken cancellation) =>
        (await exchange.AskAsync(staged, asThing: true, cancellation)).Session is not null;

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
