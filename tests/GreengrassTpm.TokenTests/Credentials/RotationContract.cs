using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>What a rotation does on a real token, whatever module it is behind.</summary>
public abstract class RotationContract : IDisposable
{
    private protected RotationContract(TokenGround token) => Ground = new RotationGround(token);

    private protected RotationGround Ground { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Ground.Dispose();

    [Fact]
    public async Task A_rotation_leaves_one_credential_with_a_new_key_and_nothing_of_the_old_one()
    {
        var before = Ground.Token.ReadContents();

        var end = await Ground.RotateAsync();

        Assert.Equal(RotationProgress.Ended, end.Progress);
        Assert.Equal(RotationState.Retired, Ground.Latest.State);
        Ground.AssertOneWorkingCredential();
        var after = Ground.Token.ReadContents();
        Assert.DoesNotContain(after.Objects, found => before.Find(found.Identity) is not null);
        Assert.Equal(Ground.ActiveCertificate(), Assert.Single(Ground.Cloud.Certificates).Key);
    }

    [Fact]
    public async Task Label_and_id_of_the_active_place_stay_so_that_every_uri_of_a_nucleus_stays_valid()
    {
        var id = Assert.Single(Ground.Token.ReadContents().Objects.Select(found => found.IdHex).Distinct());

        await Ground.RotateAsync();

        Assert.All(
            Ground.Token.ReadContents().Objects,
            found => Assert.Equal((RotationGround.Label, id), (found.Label, found.IdHex))
        );
        Assert.Equal(JavaOutcome.Loaded, new JavaReader(Ground.Token.Access).Read(RotationGround.Label).Outcome);
    }

    [Fact]
    public async Task A_certificate_only_rotation_keeps_both_keys()
    {
        var before = Ground.Token.ReadContents();

        await Ground.RotateAsync(new RotationOrder("test", RotationMode.CertificateOnly));

        Assert.Equal(RotationState.Retired, Ground.Latest.State);
        Ground.AssertOneWorkingCredential();
        var kept = Ground.Token.ReadContents().Objects.Where(found => before.Find(found.Identity) is not null);
        Assert.Equal(
            [TokenObjectClass.PrivateKey, TokenObjectClass.PublicKey],
            kept.Select(found => found.Class).Order()
        );
        Assert.NotEqual(Ground.FirstCertificate, Ground.ActiveCertificate());
    }

    [Fact]
    public async Task The_new_certificate_has_the_name_of_the_old_one()
    {
        await Ground.RotateAsync();

        var der = Ground.Token.ReadContents().Objects.Single(found => found.Class == TokenObjectClass.Certificate);
        using var certificate = X509CertificateLoader.LoadCertificate(der.Content.Span);
        Assert.Equal(RotationGround.Subject, certificate.Subject);
    }

    [Fact]
    public async Task A_rotation_that_the_proof_stops_leaves_the_token_and_the_cloud_as_they_were()
    {
        var before = Ground.Places();
        Ground.Cloud.Before = call => Refuse(call, "prove");

        await Ground.RotateAsync();

        Assert.Equal(RotationState.Abandoned, Ground.Latest.State);
        Assert.Equal(before, Ground.Places());
        Assert.Equal(Ground.FirstCertificate, Assert.Single(Ground.Cloud.Certificates).Key);
    }

    [Fact]
    public async Task A_certificate_without_rights_gets_them_in_order_to_give_itself_up()
    {
        var refused = false;
        Ground.Cloud.Before = call =>
        {
            if (!refused)
            {
                Refuse(call, "admit", () => refused = true);
            }
        };

        await Ground.RotateAsync();

        Assert.Equal(RotationState.Abandoned, Ground.Latest.State);
        Assert.Equal(Ground.FirstCertificate, Assert.Single(Ground.Cloud.Certificates).Key);
        Assert.Empty(Ground.Latest.Debts);
    }

    [Fact]
    public async Task A_new_credential_that_the_cloud_refuses_after_the_switch_is_rolled_back()
    {
        var before = Ground.Places();
        using (var engine = Ground.OpenEngine())
        {
            await engine.BeginAsync(new RotationOrder("test"), CancellationToken.None);
            await Ground.ReachAsync(engine, RotationState.Switched);
            Ground.Cloud.Certificates[Ground.ActiveCertificate()!].Active = false;
            await Ground.FinishAsync(engine);
        }

        Assert.Equal(RotationState.RolledBack, Ground.Latest.State);
        Assert.Equal(before, Ground.Places());
        Assert.Equal(Ground.FirstCertificate, Ground.Nucleus.InUse);
        Assert.Contains("refuses the new credential", Ground.Latest.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RotationMode.KeyAndCertificate)]
    [InlineData(RotationMode.CertificateOnly)]
    public async Task Rotations_in_a_row_leave_one_credential_each(RotationMode mode)
    {
        for (var round = 0; round < 3; round++)
        {
            await Ground.RotateAsync(new RotationOrder("test", mode));
            Ground.AssertOneWorkingCredential();
        }

        Assert.All(
            Ground.ReadJournal().History.Rotations,
            rotation => Assert.Equal(RotationState.Retired, rotation.State)
        );
    }

    [Fact]
    public async Task The_algorithm_may_change_from_one_rotation_to_the_next()
    {
        foreach (var algorithm in new[] { KeyAlgorithm.EcP384, KeyAlgorithm.Rsa2048, KeyAlgorithm.EcP256 })
        {
            await Ground.RotateAsync(new RotationOrder("test", KeyAlgorithm: algorithm));

            Assert.Equal(RotationState.Retired, Ground.Latest.State);
            Ground.AssertOneWorkingCredential();
        }
    }

    [Theory]
    [InlineData(RotationObjects.StagedSuffix)]
    [InlineData(RotationObjects.PreviousSuffix)]
    public async Task Objects_of_somebody_else_under_a_reserved_label_are_refused_and_left_alone(string suffix)
    {
        Ground.MakeForeign(RotationGround.Label + suffix);
        var before = Ground.Places();

        var step = await Ground.RotateAsync();

        Assert.Equal(RotationProgress.Blocked, step.Progress);
        Assert.Contains(RotationGround.Label + suffix, step.Reason, StringComparison.Ordinal);
        Assert.Equal(before, Ground.Places());
        Assert.Empty(Ground.ReadJournal().Records);
    }

    private static void Refuse(string call, string refused, Action? noting = null)
    {
        if (call == refused)
        {
            noting?.Invoke();
            throw new RotationPortException($"{call} was refused", RetryClass.Permanent);
        }
    }
}
