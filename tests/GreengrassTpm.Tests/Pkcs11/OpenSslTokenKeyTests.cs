using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class OpenSslTokenKeyTests
{
    private static readonly byte[] Data = [1, 2, 3];

    [Theory]
    [InlineData("ec-p256", TlsVersion.Tls12)]
    [InlineData("ec-p256", TlsVersion.Tls13)]
    [InlineData("ec-p384", TlsVersion.Tls12)]
    [InlineData("ec-p384", TlsVersion.Tls13)]
    [InlineData("rsa-2048", TlsVersion.Tls12)]
    [InlineData("rsa-2048", TlsVersion.Tls13)]
    [InlineData("rsa-3072", TlsVersion.Tls12)]
    [InlineData("rsa-3072", TlsVersion.Tls13)]
    public async Task A_server_that_asks_for_a_client_certificate_is_shown_ours_and_a_signature_of_the_key(
        string algorithm,
        TlsVersion version
    )
    {
        using var tls = new TokenTlsFixture(algorithm);
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);

        await using SslStream stream = await tls.Client(version).ConnectAsync("localhost", server.Port);
        await stream.WriteAsync(Data);
        byte[] echo = new byte[Data.Length];
        await stream.ReadExactlyAsync(echo);

        Assert.Equal(version.ToString(), stream.SslProtocol.ToString());
        Assert.Equal([tls.ClientCertificate.GetCertHashString(HashAlgorithmName.SHA256)], server.ProvedCertificates);
    }

    [Fact]
    public async Task Twenty_connections_at_once_share_one_key()
    {
        using var tls = new TokenTlsFixture();
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);
        MutualTlsProbe probe = tls.Probe();

        MutualTlsResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => probe.RunAsync("localhost", server.Port))
        );

        Assert.All(
            results,
            result => Assert.Equal((MutualTlsVerdict.Accepted, 1), (result.Verdict, result.Signatures))
        );
    }

    [Fact]
    public void Rsa_signatures_with_pkcs1_padding_are_asked_for_as_such()
    {
        using var tls = new TokenTlsFixture("rsa-2048");
        using RSA signer = tls.Key.Certificate.GetRSAPrivateKey()!;
        using RSA verifier = tls.ClientCertificate.GetRSAPublicKey()!;

        byte[] signature = signer.SignData(Data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Assert.True(verifier.VerifyData(Data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal([TokenSignature.RsaPkcs1], tls.Software.Asked);
    }

    [Fact]
    public void Rsa_signatures_with_pss_padding_are_asked_for_as_whole_blocks()
    {
        using var tls = new TokenTlsFixture("rsa-2048");
        using RSA signer = tls.Key.Certificate.GetRSAPrivateKey()!;
        using RSA verifier = tls.ClientCertificate.GetRSAPublicKey()!;

        byte[] signature = signer.SignData(Data, HashAlgorithmName.SHA384, RSASignaturePadding.Pss);

        Assert.True(verifier.VerifyData(Data, signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pss));
        Assert.Equal([TokenSignature.RsaRaw], tls.Software.Asked);
    }

    [Fact]
    public void A_digest_longer_than_the_curves_order_is_cut_before_the_token_sees_it()
    {
        int asked = 0;
        using var software = new SoftwareTlsKey("ec-p256");
        using var tls = TestAuthority.Create();
        using X509Certificate2 certificate = tls.Issue(software.PublicKey, "CN=device");
        using OpenSslTokenKey key = OpenSslTokenKey.Create(
            certificate,
            (signature, input) =>
            {
                asked = input.Length;
                return software.Sign(signature, input);
            }
        );
        using ECDsa signer = key.Certificate.GetECDsaPrivateKey()!;
        using ECDsa verifier = certificate.GetECDsaPublicKey()!;

        byte[] signature = signer.SignData(Data, HashAlgorithmName.SHA512);

        Assert.True(verifier.VerifyData(Data, signature, HashAlgorithmName.SHA512));
        Assert.Equal(32, asked);
    }

    [Theory]
    [InlineData("ec-p256")]
    [InlineData("ec-p384")]
    public void A_copy_that_OpenSSL_makes_signs_by_itself_and_leaves_nothing_behind(string algorithm)
    {
        using var software = new SoftwareTlsKey(algorithm);
        using var authority = TestAuthority.Create();
        using X509Certificate2 certificate = authority.Issue(software.PublicKey, "CN=device");

        List<WeakReference> delegates = [SignWithCopy(certificate, software)];

        Assert.Equal([TokenSignature.Ecdsa], software.Asked);
        AssertCollected(delegates);
    }

    [Fact]
    public void The_private_key_cannot_be_exported()
    {
        using var tls = new TokenTlsFixture();
        using ECDsa key = tls.Key.Certificate.GetECDsaPrivateKey()!;

        Assert.ThrowsAny<CryptographicException>(() => key.ExportParameters(includePrivateParameters: true));
    }

    [Fact]
    public void A_curve_that_no_token_key_is_on_is_refused_by_name()
    {
        using var authority = TestAuthority.Create();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        using X509Certificate2 certificate = authority.Issue(new PublicKey(key), "CN=device");

        var error = Assert.Throws<NotSupportedException>(() => OpenSslTokenKey.Create(certificate, (_, _) => []));

        Assert.Contains("P-256 and P-384", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tokens_own_error_reaches_whoever_connects()
    {
        var removed = new IOException("C_Sign returned CKR_DEVICE_REMOVED");
        using var tls = new TokenTlsFixture(sign: (_, _) => throw removed);
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);

        var error = await Assert.ThrowsAsync<TokenSigningException>(() =>
            tls.Client().ConnectAsync("localhost", server.Port)
        );

        Assert.Same(removed, error.InnerException);
        Assert.Contains("CKR_DEVICE_REMOVED", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_of_the_wrong_length_never_reaches_OpenSSL()
    {
        using var tls = new TokenTlsFixture(sign: (_, _) => new byte[63]);
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);

        var error = await Assert.ThrowsAsync<TokenSigningException>(() =>
            tls.Client().ConnectAsync("localhost", server.Port)
        );

        Assert.Contains("63", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signing_error_belongs_to_the_connection_that_met_it_and_to_no_other()
    {
        using var software = new SoftwareTlsKey("ec-p256");
        int calls = 0;
        using var authority = TestAuthority.Create();
        using X509Certificate2 certificate = authority.Issue(software.PublicKey, "CN=device");
        using X509Certificate2 serverCertificate = authority.IssueServer();
        using OpenSslTokenKey key = OpenSslTokenKey.Create(
            certificate,
            (signature, input) =>
                Interlocked.Increment(ref calls) % 2 == 0
                    ? throw new IOException("every second one")
                    : software.Sign(signature, input)
        );
        await using MutualTlsServer server = MutualTlsServer.Start(serverCertificate);
        var probe = new MutualTlsProbe(key, new TokenTlsOptions { TrustedRoots = [authority.Certificate] })
        {
            FirstBytes = Data,
        };

        MutualTlsResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => probe.RunAsync("localhost", server.Port))
        );

        Assert.Equal(5, results.Count(result => result.Verdict == MutualTlsVerdict.Accepted));
        Assert.Equal(5, results.Count(result => result.Verdict == MutualTlsVerdict.SigningFailed));
    }

    [Fact]
    public async Task An_open_connection_outlives_the_key_that_made_it()
    {
        using var tls = new TokenTlsFixture();
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);
        await using SslStream stream = await tls.Client().ConnectAsync("localhost", server.Port);

        tls.Key.Dispose();
        await stream.WriteAsync(Data);
        byte[] echo = new byte[Data.Length];
        await stream.ReadExactlyAsync(echo);

        Assert.Equal(Data, echo);
    }

    [Theory]
    [InlineData("ec-p256")]
    [InlineData("rsa-2048")]
    public void A_thousand_keys_leave_nothing_behind(string algorithm)
    {
        using var software = new SoftwareTlsKey(algorithm);
        using var authority = TestAuthority.Create();
        using X509Certificate2 certificate = authority.Issue(software.PublicKey, "CN=device");

        List<WeakReference> delegates = [.. Enumerable.Range(0, 1000).Select(_ => UseOnce(certificate, software))];

        AssertCollected(delegates);
    }

    [Fact]
    public async Task Fifty_handshakes_each_with_a_key_of_its_own_leave_nothing_behind()
    {
        using var software = new SoftwareTlsKey("ec-p256");
        using var authority = TestAuthority.Create();
        using X509Certificate2 certificate = authority.Issue(software.PublicKey, "CN=device");
        using X509Certificate2 serverCertificate = authority.IssueServer();
        await using MutualTlsServer server = MutualTlsServer.Start(serverCertificate);
        var options = new TokenTlsOptions { TrustedRoots = [authority.Certificate] };

        List<WeakReference> delegates = [];
        for (int i = 0; i < 50; i++)
        {
            delegates.Add(await ConnectOnceAsync(certificate, software, options, server.Port));
        }

        // This continuation runs on top of the last connection's stack frames, which still refer to its key.
        await Task.Yield();

        AssertCollected(delegates);
    }

    /// <summary>
    /// The native key holds the delegate by a GCHandle, and the EVP_PKEY holds the native key: a collected delegate says
    /// that all three are gone.
    /// </summary>
    private static void AssertCollected(List<WeakReference> delegates)
    {
        for (int round = 0; round < 10 && delegates.Exists(reference => reference.IsAlive); round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(0, delegates.Count(reference => reference.IsAlive));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseOnce(X509Certificate2 certificate, SoftwareTlsKey software)
    {
        SignOnToken sign = (signature, input) => software.Sign(signature, input);
        using OpenSslTokenKey key = OpenSslTokenKey.Create(certificate, sign);
        return new WeakReference(sign);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference SignWithCopy(X509Certificate2 certificate, SoftwareTlsKey software)
    {
        SignOnToken sign = (signature, input) => software.Sign(signature, input);
        SafeEvpPKeyHandle copy;
        using (OpenSslTokenKey key = OpenSslTokenKey.Create(certificate, sign))
        using (var original = (ECDsaOpenSsl)key.Certificate.GetECDsaPrivateKey()!)
        using (SafeEvpPKeyHandle handle = original.DuplicateKeyHandle())
        {
            copy = OpenSslCopy.Of(handle);
        }

        using (copy)
        using (var signer = new ECDsaOpenSsl(copy))
        using (ECDsa verifier = certificate.GetECDsaPublicKey()!)
        {
            Assert.True(
                verifier.VerifyData(Data, signer.SignData(Data, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256)
            );
        }

        return new WeakReference(sign);
    }

    private static async Task<WeakReference> ConnectOnceAsync(
        X509Certificate2 certificate,
        SoftwareTlsKey software,
        TokenTlsOptions options,
        int port
    )
    {
        SignOnToken sign = (signature, input) => software.Sign(signature, input);
        using OpenSslTokenKey key = OpenSslTokenKey.Create(certificate, sign);
        await using SslStream stream = await new TokenTlsClient(key, options).ConnectAsync("localhost", port);
        return new WeakReference(sign);
    }
}

/// <summary>EVP_PKEY_dup(3), which only a test calls.</summary>
internal static class OpenSslCopy
{
    public static SafeEvpPKeyHandle Of(SafeEvpPKeyHandle key)
    {
        nint function = NativeLibrary.GetExport(NativeLibrary.Load("libcrypto.so.3"), "EVP_PKEY_dup");
        Duplicate duplicate = Marshal.GetDelegateForFunctionPointer<Duplicate>(function);
        return new SafeEvpPKeyHandle(duplicate(key.DangerousGetHandle()), ownsHandle: true);
    }

    private delegate nint Duplicate(nint key);
}
