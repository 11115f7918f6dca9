using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>What <see cref="ICredentialRegistry"/> promises.</summary>
public abstract class CredentialRegistryContract(RotationPortGround ground) : RotationPortContract(ground)
{
    private ICredentialRegistry Registry => Ground.Ports.Registry;

    [Fact]
    public async Task An_admitted_certificate_has_the_rights_of_the_active_one_and_no_more()
    {
        var staged = Ground.Stage();

        await AdmitAsync(staged);

        Assert.Equal(
            Ground.Certificates[Ground.Active.CertificateId].Rights,
            Ground.Certificates[staged.CertificateId].Rights
        );
    }

    [Fact]
    public async Task To_admit_again_changes_nothing()
    {
        var staged = Ground.Stage();
        await AdmitAsync(staged);
        var admitted = Ground.Certificates[staged.CertificateId];

        await AdmitAsync(staged);

        Assert.Equal(admitted, Ground.Certificates[staged.CertificateId]);
    }

    [Fact]
    public async Task An_admission_whose_answer_was_lost_is_completed_by_the_next()
    {
        var staged = Ground.Stage();
        Ground.LoseAdmission();
        var error = await Assert.ThrowsAsync<RotationPortException>(() => AdmitAsync(staged));
        Assert.Equal(GreengrassTpm.Pkcs11.RetryClass.Retryable, error.Retry);

        await AdmitAsync(staged);

        Assert.Equal(
            Ground.Certificates[Ground.Active.CertificateId].Rights,
            Ground.Certificates[staged.CertificateId].Rights
        );
    }

    [Fact]
    public async Task No_certificate_but_the_two_is_ever_touched()
    {
        var staged = Ground.Stage();
        string[] two = [staged.CertificateId, Ground.Active.CertificateId];
        var others = Ground.Certificates.Where(pair => !two.Contains(pair.Key)).ToList();
        var done = Ground.Changes.Count;

        await AdmitAsync(staged);
        await RetireAsync(staged);

        Assert.NotEmpty(others);
        Assert.All(others, pair => Assert.Equal(pair.Value, Ground.Certificates[pair.Key]));
        Assert.All(Ground.Changes.Skip(done), change => Assert.Contains(change.On, two));
    }

    [Fact]
    public async Task A_retired_certificate_is_gone_or_of_no_use_and_the_active_one_is_as_it_was()
    {
        var staged = Ground.Stage();
        await AdmitAsync(staged);
        var active = Ground.Certificates[Ground.Active.CertificateId];

        var retirement = await RetireAsync(staged);

        Assert.True(IsOfNoUse(staged, retirement));
        Assert.Equal(active, Ground.Certificates[Ground.Active.CertificateId]);
    }

    [Fact]
    public async Task A_certificate_is_detached_then_deactivated_then_deleted()
    {
        var staged = Ground.Stage();
        await AdmitAsync(staged);
        var done = Ground.Changes.Count;

        await RetireAsync(staged);

        CloudChangeKind[] kinds =
        [
            .. Ground
                .Changes.Skip(done)
                .Where(change => change.On == staged.CertificateId)
                .Select(change => change.Kind),
        ];
        CloudChangeKind[] expected = [CloudChangeKind.Detach, CloudChangeKind.Deactivate, CloudChangeKind.Delete];
        Assert.Equal(expected.Where(kinds.Contains), kinds.Distinct());
    }

    [Fact]
    public async Task A_certificate_is_given_up_by_a_session_of_its_own()
    {
        var staged = Ground.Stage();
        await AdmitAsync(staged);
        var done = Ground.Changes.Count;

        await RetireAsync(staged);

        var changes = Ground.Changes.Skip(done).ToList();
        Assert.Contains(changes, change => change.Kind == CloudChangeKind.Deactivate);
        Assert.All(
            changes,
            change => Assert.Equal((staged.CertificateId, staged.CertificateId), (change.On, change.By))
        );
    }

    [Fact]
    public async Task A_certificate_that_was_retired_before_counts_as_retired()
    {
        var staged = Ground.Stage();
        await AdmitAsync(staged);
        await RetireAsync(staged);

        var again = await RetireAsync(staged);

        Assert.True(IsOfNoUse(staged, again));
    }

    [Fact]
    public async Task A_refusal_is_told_as_permanent()
    {
        var staged = Ground.Stage();
        Ground.Refuse();

        var error = await Assert.ThrowsAsync<RotationPortException>(() => AdmitAsync(staged));

        Assert.Equal(GreengrassTpm.Pkcs11.RetryClass.Permanent, error.Retry);
    }

    [Fact]
    public async Task Without_a_network_waiting_helps_and_nothing_is_said_to_be_gone()
    {
        var staged = Ground.Stage();
        await AdmitAsync(staged);
        Ground.GoOffline();

        var admission = await Assert.ThrowsAsync<RotationPortException>(() => AdmitAsync(staged));
        var retirement = await Assert.ThrowsAsync<RotationPortException>(() => RetireAsync(staged));

        Assert.Equal(GreengrassTpm.Pkcs11.RetryClass.Retryable, admission.Retry);
        Assert.Equal(GreengrassTpm.Pkcs11.RetryClass.Retryable, retirement.Retry);
    }

    private Task AdmitAsync(CredentialReference staged) =>
        Registry.AdmitAsync(staged, Ground.Active, CancellationToken.None);

    private Task<Retirement> RetireAsync(CredentialReference credential) =>
        Registry.RetireAsync(credential, Ground.Active, CancellationToken.None);

    private bool IsOfNoUse(CredentialReference credential, Retirement retirement) =>
        retirement switch
        {
            Retirement.Gone => !Ground.Certificates.ContainsKey(credential.CertificateId),
            Retirement.Inert => Ground.Certificates[credential.CertificateId] is { Active: false },
            _ => true,
        };
}
