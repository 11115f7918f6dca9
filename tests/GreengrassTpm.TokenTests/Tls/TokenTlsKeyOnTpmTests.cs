using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Tls;

[Collection(NativeEnvironmentCollection.Name)]
public sealed class TokenTlsKeyOnTpmTests(SoftwareTpmTlsToken token)
    : TokenTlsKeyContract(token),
        IClassFixture<SoftwareTpmTlsToken>
{
    [Fact]
    public async Task A_tpm_that_loses_power_before_the_signature_is_blamed_and_nothing_else()
    {
        using X509Certificate2 serverCertificate = token.Authority.IssueServer();
        await using MutualTlsServer server = MutualTlsServer.Start(serverCertificate);
        using TokenTlsKey key = token.Open("ec-p256");
        token.Tpm.HardStop();
        try
        {
            MutualTlsResult result = await new MutualTlsProbe(key.Key, token.Options(TlsVersion.Tls12)).RunAsync(
                "localhost",
                server.Port
            );

            Assert.Equal(MutualTlsVerdict.SigningFailed, result.Verdict);
            Assert.IsType<Pkcs11CallException>(result.Error);
        }
        finally
        {
            token.Tpm.Restart();
        }
    }
}
