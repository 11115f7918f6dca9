using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>What <see cref="ICredentialProver"/> promises.</summary>
public abstract class CredentialProverContract(RotationPortGround ground) : RotationPortContract(ground)
{
    private ICredentialProver Prover => Ground.Ports.Prover;

    [Fact]
    public async Task A_credential_with_rights_works() =>
        Assert.Equal(ProbeVerdict.Works, (await ProbeAsync(Ground.Active)).Verdict);

    [Fact]
    public async Task A_credential_without_rights_is_refused() =>
        Assert.Equal(ProbeVerdict.Refused, (await ProbeAsync(Ground.Stage())).Verdict);

    [Fact]
    public async Task A_deactivated_credential_is_refused()
    {
        Ground.Deactivate(Ground.Active.CertificateId);

        Assert.Equal(ProbeVerdict.Refused, (await ProbeAsync(Ground.Active)).Verdict);
    }

    [Fact]
    public async Task Without_a_network_nothing_is_learned_and_nothing_counts_against_a_credential()
    {
        Ground.GoOffline();

        var probe = await ProbeAsync(Ground.Active);

        Assert.Equal(ProbeVerdict.Unknown, probe.Verdict);
        Assert.NotEmpty(probe.Detail);
    }

    [Fact]
    public async Task A_credential_that_is_not_on_the_token_is_unknown()
    {
        var absent = new CredentialReference("nobody", new string('0', 64));

        Assert.Equal(ProbeVerdict.Unknown, (await ProbeAsync(absent)).Verdict);
    }

    [Fact]
    public async Task An_admitted_credential_is_proved_and_the_proof_is_told()
    {
        var staged = await AdmittedAsync();

        Assert.NotEmpty(await ProveAsync(staged));
    }

    [Fact]
    public async Task A_credential_that_may_do_less_than_the_active_one_is_not_proved()
    {
        var staged = Ground.Stage();

        var error = await Assert.ThrowsAsync<RotationPortException>(() => ProveAsync(staged));

        Assert.Equal(GreengrassTpm.Pkcs11.RetryClass.Permanent, error.Retry);
    }

    [Fact]
    public async Task What_the_active_credential_may_not_either_is_not_asked_for()
    {
        Ground.DenyConnections();

        Assert.NotEmpty(await ProveAsync(await AdmittedAsync()));
    }

    [Fact]
    public async Task Without_a_network_a_proof_is_put_off()
    {
        var staged = await AdmittedAsync();
        Ground.GoOffline();

        var error = await Assert.ThrowsAsync<RotationPortException>(() => ProveAsync(staged));

        Assert.Equal(GreengrassTpm.Pkcs11.RetryClass.Retryable, error.Retry);
    }

    [Fact]
    public async Task Every_connection_is_of_TLS_1_2_and_signed_afresh()
    {
        var staged = await AdmittedAsync();
        var before = Ground.Handshakes.Count;

        await ProbeAsync(Ground.Active);
        await ProbeAsync(Ground.Active);
        await ProveAsync(staged);

        Assert.Equal(Ground.MakesConnections, Ground.Handshakes.Count > before);
        Assert.All(
            Ground.Handshakes.Skip(before),
            handshake => Assert.Equal(new CloudHandshake("Tls12", Resumed: false), handshake)
        );
    }

    [Fact]
    public async Task Nobody_connects_to_the_broker_under_the_thing_s_own_name()
    {
        await ProbeAsync(Ground.Active);
        await ProveAsync(await AdmittedAsync());

        Assert.Equal(Ground.MakesConnections, Ground.ClientIds.Count > 0);
        Assert.DoesNotContain(Ground.ThingName, Ground.ClientIds);
    }

    [Fact]
    public async Task Nothing_is_told_of_the_session_that_the_cloud_answers_with()
    {
        var staged = await AdmittedAsync();

        string[] told = [(await ProbeAsync(Ground.Active)).Detail, .. await ProveAsync(staged)];

        // Each access key of a session begins so, and the answer names it in front of its secrets.
        Assert.All(told, text => Assert.DoesNotContain("ASIA", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Neither_the_token_nor_the_cloud_is_changed()
    {
        var staged = await AdmittedAsync();
        var (token, changes) = (Ground.TokenContents(), Ground.Changes.Count);

        await ProbeAsync(Ground.Active);
        await ProveAsync(staged);

        Assert.Equal(token, Ground.TokenContents());
        Assert.Equal(changes, Ground.Changes.Count);
    }

    private async Task<CredentialReference> AdmittedAsync()
    {
        var staged = Ground.Stage();
        await Ground.Ports.Registry.AdmitAsync(staged, Ground.Active, CancellationToken.None);
        return staged;
    }

    private Task<ProbeResult> ProbeAsync(CredentialReference credential) =>
        Prover.ProbeAsync(credential, CancellationToken.None);

    private Task<IReadOnlyList<string>> ProveAsync(CredentialReference staged) =>
        Prover.ProveAsync(staged, Ground.Active, CancellationToken.None);
}
