using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>What requests to the issuer leave behind in the cloud, as the journal tells it: no more and no less.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class RequestDebtTests : IDisposable
{
    private readonly RotationGround _ground = new(new SoftHsmGround());

    public void Dispose() => _ground.Dispose();

    [Fact]
    public async Task What_was_refused_leaves_no_debt()
    {
        FailToIssue(times: 1, RetryClass.Permanent, isWithoutEffect: true);

        await _ground.RotateAsync();

        Assert.Equal(RotationState.Abandoned, _ground.Latest.State);
        Assert.Equal(1, _ground.Latest.Requests);
        Assert.Empty(_ground.Latest.Debts);
    }

    [Fact]
    public async Task What_was_not_sent_is_tried_until_it_is_and_leaves_no_debt()
    {
        _ground.Settings = _ground.Settings with { MostRequests = 2 };
        FailToIssue(times: 4, RetryClass.Retryable, isWithoutEffect: true);

        await _ground.RotateAsync();

        Assert.Equal(RotationState.Retired, _ground.Latest.State);
        Assert.Equal(5, _ground.Latest.Requests);
        Assert.Empty(_ground.Latest.Debts);
    }

    [Fact]
    public async Task What_may_have_arrived_is_a_debt_whatever_becomes_of_other_requests()
    {
        var tries = 0;
        _ground.Cloud.Before = call =>
        {
            if (call == "issue" && ++tries <= 3)
            {
                throw new RotationPortException("no answer", RetryClass.Retryable) { IsWithoutEffect = tries != 2 };
            }
        };

        await _ground.RotateAsync();

        Assert.Equal(RotationState.Retired, _ground.Latest.State);
        Assert.StartsWith("1 requests", Assert.Single(_ground.Latest.Debts), StringComparison.Ordinal);
        Assert.Equal(1, _ground.Latest.RequestsInDoubt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_of_no_use_is_named_and_is_the_only_debt(bool isReturned)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _ground.Cloud.Issued = new CertificateOptions { OtherKey = new PublicKey(key) };
        _ground.Cloud.Careless = isReturned;

        await _ground.RotateAsync();

        Assert.Equal(RotationState.Abandoned, _ground.Latest.State);
        var useless = Assert.Single(_ground.Cloud.Certificates.Keys, id => id != _ground.FirstCertificate);
        Assert.StartsWith($"certificate {useless} ", Assert.Single(_ground.Latest.Debts), StringComparison.Ordinal);
        _ground.AssertOneWorkingCredential();
    }

    private void FailToIssue(int times, RetryClass retry, bool isWithoutEffect) =>
        _ground.Cloud.Before = call =>
        {
            if (call == "issue" && times-- > 0)
            {
                throw new RotationPortException("it did not work", retry) { IsWithoutEffect = isWithoutEffect };
            }
        };
}
