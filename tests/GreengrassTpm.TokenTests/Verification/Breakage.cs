using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.TokenTests.Pkcs11;
using GreengrassTpm.Verification;

namespace GreengrassTpm.TokenTests.Verification;

/// <summary>One thing that is wrong with a device, and which check has to say so.</summary>
/// <param name="Check">The id of the check.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Make">Makes a device with that wrong.</param>
/// <param name="Says">A part of the advice that the report has to give.</param>
internal sealed record Breakage(string Check, string What, Func<Task<ExaminedDevice>> Make, string Says)
{
    /// <summary>One for each essential check, at least.</summary>
    public static IReadOnlyList<Breakage> All { get; } =
    [
        Of("store.exists", "the store is gone", device => File.Delete(device.Ground.StoreFile), "provision"),
        Of(
            "store.exists",
            "the store is no database",
            device => File.WriteAllText(device.Ground.StoreFile, "hello"),
            "provision"
        ),
        Of(
            "store.access",
            "everybody may write to the store's folder",
            device => File.SetUnixFileMode(device.Ground.Tpm.StoreFolder, (UnixFileMode)Convert.ToInt32("777", 8)),
            "chmod"
        ),
        Of(
            "module.loads",
            "the module is no library",
            device => Relocate(device, token => token with { ModulePath = device.WriteFile("module.so", "text") }),
            "libtpm2-pkcs11-1"
        ),
        Of(
            "token.found",
            "another label",
            device => Relocate(device, token => token with { TokenLabel = "other" }),
            "TPM2_PKCS11_STORE"
        ),
        Of("token.slot", "another slot", device => Relocate(device, token => token with { Slot = 99 }), "Set the slot"),
        Of(
            "store.nucleus",
            "the nucleus' unit names another store",
            device => device.WriteUnit("/var/lib/other"),
            "drop-in"
        ),
        Of(
            "nucleus.configuration",
            "the nucleus is configured for another label",
            device => device.WriteNucleus("old"),
            "restart"
        ),
        Of(
            "registry.certificate",
            "the certificate is inactive",
            device => device.Registry = new RegistryFacts("INACTIVE", ["thing-1"]),
            "ACTIVE"
        ),
        new("chip.lockout", "the TPM is locked out", () => LockedAsync(), "Wait"),
        Of(
            "token.login",
            "a wrong PIN",
            device => device.Options = device.Options with { OpenPin = () => Pin.FromUtf8("wrong-1234"u8) },
            "Do not try others"
        ),
        Of("token.objects", "a second certificate with the label", AddSecondCertificate, "another label"),
        Of("token.objects", "another object with the id", AddForeignId, "another label"),
        new("token.objects", "no certificate", KeyAloneAsync, "another label"),
        new("key.attributes", "an imported key", ImportedKeyAsync, "Rotate"),
        new("key.origin", "an imported key", ImportedKeyAsync, "Rotate"),
        new("key.signature", "the certificate of another key", OtherKeyAsync, "Put the certificate"),
        new(
            "certificate.validity",
            "an expired certificate",
            () => With(CertificateOptions.Expired),
            "provision a new certificate"
        ),
        new("certificate.validity", "a certificate of tomorrow", () => With(CertificateOptions.NotYetValid), "clock"),
        Of("tls.data", "an endpoint that does not know us", RefuseData, "registered, active and attached"),
        Of("tls.credentials", "an endpoint of another authority", DistrustCredentials, "AmazonRootCA1.pem"),
    ];

    private static Breakage Of(string check, string what, Action<ExaminedDevice> breakIt, string says) =>
        new(
            check,
            what,
            () =>
            {
                var device = ExaminedDevice.Healthy();
                breakIt(device);
                return Task.FromResult(device);
            },
            says
        );

    private static void Relocate(ExaminedDevice device, Func<TokenLocation, TokenLocation> change) =>
        device.Subject = device.Subject with { Token = change(device.Subject.Token) };

    private static Task<ExaminedDevice> With(CertificateOptions options)
    {
        var device = new ExaminedDevice();
        device.AddCredential(options);
        return Task.FromResult(device);
    }

    private static Task<ExaminedDevice> LockedAsync()
    {
        var device = ExaminedDevice.Healthy(new SoftwareTpmOptions { DefaultLockout = true });
        for (int tries = 0; tries < 3; tries++)
        {
            device.SpendTry();
        }

        return Task.FromResult(device);
    }

    private static Task<ExaminedDevice> KeyAloneAsync()
    {
        var device = new ExaminedDevice();
        device.AddKey();
        return Task.FromResult(device);
    }

    private static Task<ExaminedDevice> OtherKeyAsync()
    {
        var device = new ExaminedDevice();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        TokenObject key = device.AddKey();
        using X509Certificate2 certificate = device.Certify(
            key,
            new CertificateOptions { OtherKey = new PublicKey(other) }
        );
        device.WriteCertificate(certificate, ExaminedDevice.Label, ExaminedDevice.Id);
        return Task.FromResult(device);
    }

    private static Task<ExaminedDevice> ImportedKeyAsync()
    {
        var device = new ExaminedDevice();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string file = device.WriteFile("key.pem", key.ExportECPrivateKeyPem());
        string[] token = ["--label", device.Ground.Location.TokenLabel, "--userpin", TokenGround.UserPin];
        string[] names = ["--key-label", ExaminedDevice.Label, "--id", Convert.ToHexStringLower(ExaminedDevice.Id)];
        device.Ground.Tpm.Tpm2Tool(
            "tpm2_ptool",
            ["import", .. token, .. names, "--privkey", file, "--algorithm", "ecc"]
        );
        using X509Certificate2 certificate = device.Authority.Issue(new PublicKey(key), "CN=thing-1");
        device.WriteCertificate(certificate, ExaminedDevice.Label, ExaminedDevice.Id);
        return Task.FromResult(device);
    }

    private static void AddSecondCertificate(ExaminedDevice device)
    {
        TokenObject key = device
            .Ground.ReadContents()
            .WithLabel(TokenObjectClass.PrivateKey, ExaminedDevice.Label)
            .Single();
        using X509Certificate2 certificate = device.Certify(key);
        device.WriteCertificate(certificate, ExaminedDevice.Label, [2]);
    }

    private static void AddForeignId(ExaminedDevice device)
    {
        TokenObject key = device
            .Ground.ReadContents()
            .WithLabel(TokenObjectClass.PrivateKey, ExaminedDevice.Label)
            .Single();
        using X509Certificate2 certificate = device.Certify(key);
        device.WriteCertificate(certificate, "other", ExaminedDevice.Id);
    }

    private static void RefuseData(ExaminedDevice device) =>
        device.Subject = device.Subject with { DataEndpoint = ExaminedDevice.Address(device.RefusingEndpoint()) };

    private static void DistrustCredentials(ExaminedDevice device) =>
        device.Subject = device.Subject with { CredentialsEndpoint = ExaminedDevice.Address(device.ForeignEndpoint()) };
}
