using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Bootstrap;
using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap;

/// <summary>Which credential a device has by now, as its journal tells.</summary>
public sealed class RotatedCredentialTests
{
    [Theory]
    [InlineData(RotationState.Switched, true)]
    [InlineData(RotationState.Retired, true)]
    [InlineData(RotationState.Proved, false)]
    [InlineData(RotationState.Switching, false)]
    [InlineData(RotationState.RollingBack, false)]
    [InlineData(RotationState.RolledBack, false)]
    [InlineData(RotationState.Abandoned, false)]
    public void It_is_that_of_the_latest_rotation_that_switched_and_was_not_rolled_back(
        RotationState state,
        bool isInPlace
    )
    {
        string first = Pem(out string firstId, out string firstKey);
        string second = Pem(out string secondId, out string secondKey);

        RotatedCredential? found = RotatedCredential.Latest([
            Rotation(RotationState.Retired, first),
            Rotation(state, second),
        ]);

        Assert.Equal(
            isInPlace ? new RotatedCredential(secondId, secondKey) : new RotatedCredential(firstId, firstKey),
            found
        );
    }

    [Fact]
    public void Without_a_rotation_there_is_none() => Assert.Null(RotatedCredential.Latest([]));

    private static Rotation Rotation(RotationState state, string pem) =>
        new()
        {
            Name = "r",
            State = state,
            Began = DateTimeOffset.UnixEpoch,
            Reached = DateTimeOffset.UnixEpoch,
            Latest = new JournalRecord
            {
                Rotation = "r",
                State = state,
                Time = DateTimeOffset.UnixEpoch,
            },
            CertificatePem = pem,
        };

    private static string Pem(out string id, out string keyDigest)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest(
            "CN=x",
            key,
            HashAlgorithmName.SHA256
        ).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        id = Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
        keyDigest = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
        return certificate.ExportCertificatePem();
    }
}
