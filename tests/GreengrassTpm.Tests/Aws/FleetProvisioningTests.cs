using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Tests.Credentials;
using GreengrassTpm.Tests.GreengrassIpc;
using Xunit;

namespace GreengrassTpm.Tests.Aws;

/// <summary>What fleet provisioning alone can meet with: a nucleus between it and the cloud, and a token to be kept.</summary>
public sealed class FleetProvisioningTests : IDisposable
{
    private readonly NucleusPortGround _ground = new(NucleusFlavour.Classic);

    [Fact]
    public async Task A_nucleus_that_ends_the_subscription_has_not_answered()
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            for (int subscriptions = 0; subscriptions < 2; subscriptions++)
            {
                await AnswerAsync(peer, "SubscribeToIoTCoreResponse");
            }

            await AnswerAsync(peer, "PublishToIoTCoreResponse");
            await peer.SendAsync(GoldenFrames.ResourceNotFound);
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient ipc = await nucleus.ConnectAsync();
        var issuer = new FleetProvisioningIssuer(_ground.Settings, ipc, _ground.Ownership, TimeProvider.System);

        var error = await Assert.ThrowsAsync<RotationPortException>(() =>
            issuer.IssueAsync(_ground.MakeRequest(), _ground.Active, CancellationToken.None)
        );

        Assert.Equal(RetryClass.Retryable, error.Retry);
        Assert.False(error.IsWithoutEffect);
    }

    [Fact]
    public async Task A_certificate_whose_token_cannot_be_kept_is_named()
    {
        Directory.CreateDirectory(_ground.Ownership);

        var error = await Assert.ThrowsAsync<RotationPortException>(IssueAsync);

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Equal(
            _ground.Changes.Last(change => change.Kind == CloudChangeKind.Create).On,
            error.UselessCertificateId
        );
        Assert.Contains(_ground.Ownership, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_whose_token_is_lost_is_not_admitted()
    {
        CredentialReference staged = _ground.Stage();
        File.Delete(_ground.Ownership);

        var error = await Assert.ThrowsAsync<RotationPortException>(() =>
            _ground.Ports.Registry.AdmitAsync(staged, _ground.Active, CancellationToken.None)
        );

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains(staged.CertificateId, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_is_forgotten_once_it_is_used()
    {
        CredentialReference staged = _ground.Stage();
        Assert.True(File.Exists(_ground.Ownership));

        await _ground.Ports.Registry.AdmitAsync(staged, _ground.Active, CancellationToken.None);

        Assert.False(File.Exists(_ground.Ownership));
    }

    public void Dispose() => _ground.Dispose();

    private static async Task AnswerAsync(ScriptedPeer peer, string model)
    {
        RpcMessage request = await peer.ReceiveAsync();
        await peer.SendAsync(ScriptedPeer.Message(request.StreamId, model, "{}"));
    }

    private Task<X509Certificate2> IssueAsync() =>
        _ground.Ports.Issuer.IssueAsync(_ground.MakeRequest(), _ground.Active, CancellationToken.None);
}
