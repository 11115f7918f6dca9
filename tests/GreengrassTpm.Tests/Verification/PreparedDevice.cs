using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.Tpm;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Tests.Verification;

/// <summary>Facts of a device that is as it should be, for changing one of them.</summary>
internal static class PreparedDevice
{
    public const string Label = "greenkey";
    public static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private const string Store = "/var/lib/greengrass-tpm-store";
    private const string Module = "/usr/lib/pkcs11/libtpm2_pkcs11.so";
    private static readonly byte[] Id = [1, 2, 3, 4];

    /// <summary>The facts of a device with an EC key.</summary>
    public static DeviceFacts Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Create(new PublicKey(key), Area(key), digest => key.SignHash(digest));
    }

    /// <summary>The facts of a device with an RSA key.</summary>
    public static DeviceFacts CreateRsa()
    {
        using var key = RSA.Create(2048);
        using var otherKind = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Create(
            new PublicKey(key),
            Area(otherKind),
            digest => key.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        );
    }

    /// <summary>A TPM with some properties changed.</summary>
    public static ChipFacts Chip(params (TpmProperty Property, uint Value)[] changes)
    {
        Dictionary<TpmProperty, uint> raw = new()
        {
            [TpmProperty.Manufacturer] = 0x49465800, // IFX
            [TpmProperty.VendorString1] = 0x534C4239,
            [TpmProperty.FirmwareVersion1] = 0x00070055,
            [TpmProperty.Revision] = 138,
            [TpmProperty.PersistentMinimum] = 7,
            [TpmProperty.Permanent] = 0,
            [TpmProperty.PersistentInUse] = 1,
            [TpmProperty.PersistentAvailable] = 6,
            [TpmProperty.LockoutCounter] = 0,
            [TpmProperty.MaxAuthFail] = 32,
            [TpmProperty.LockoutInterval] = 1000,
            [TpmProperty.LockoutRecovery] = 1000,
        };
        foreach ((TpmProperty property, uint value) in changes)
        {
            raw[property] = value;
        }

        return new ChipFacts(new ChipProperties(raw), [new PersistentHandle(0x81000001, null, "")]);
    }

    /// <summary>A public area of a key: the chip's own, unless the attributes say otherwise.</summary>
    public static PublicArea Area(ECDsa key, uint attributes = 0x00060072)
    {
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        byte[] area =
        [
            .. Convert.FromHexString($"0023000b{attributes:x8}00000010001000030010"),
            0,
            32,
            .. point.X!,
            0,
            32,
            .. point.Y!,
        ];
        return PublicArea.TryParseUnsized(area, out PublicArea? parsed)
            ? parsed
            : throw new InvalidOperationException("The prepared public area is malformed.");
    }

    /// <summary>An endpoint that was asked.</summary>
    public static EndpointFacts Endpoint(
        MutualTlsVerdict verdict = MutualTlsVerdict.Accepted,
        TimeSpan clockAhead = default
    ) =>
        new(
            "iot.example.com",
            [
                new EndpointAttempt(
                    new EndpointPort(8443),
                    new MutualTlsResult(verdict, "iot.example.com:8443 said so.") { Version = TlsVersion.Tls12 }
                )
                {
                    Answer = new EndpointAnswer(403, clockAhead),
                },
            ]
        );

    /// <summary>A journal with one rotation that came to a state.</summary>
    public static JournalFacts Journal(params RotationState[] states) =>
        new(
            "/var/lib/greengrass-tpm/journal.jsonl",
            new JournalContents(
                [
                    .. states.Select(
                        (state, index) =>
                            new JournalRecord
                            {
                                Rotation = new string('a', 32),
                                State = state,
                                Time = Now.AddDays(-1).AddMinutes(index),
                                Trigger = "schedule",
                            }
                    ),
                ],
                [],
                [],
                0
            )
        );

    /// <summary>The token's objects with some changed.</summary>
    public static ObjectFacts Objects(this DeviceFacts facts, Func<TokenObject, IEnumerable<TokenObject>> change) =>
        new(new TokenContents([.. facts.Objects.Value!.Contents.Objects.SelectMany(change)], []), WithLogin: true);

    private static DeviceFacts Create(PublicKey key, PublicArea area, Func<byte[], byte[]> sign)
    {
        using var authority = TestAuthority.Create();
        using X509Certificate2 certificate = authority.Issue(
            key,
            "CN=thing-1",
            new CertificateOptions { NotBefore = Now.AddDays(-10), NotAfter = Now.AddYears(20) }
        );
        byte[] subjectPublicKeyInfo = key.ExportSubjectPublicKeyInfo();
        TokenObject privateKey = new(
            ObjectIdentity.OfPrivateKey(subjectPublicKeyInfo),
            Label,
            Id,
            subjectPublicKeyInfo
        );
        TokenObject publicKey = privateKey with { Identity = ObjectIdentity.OfPublicKey(subjectPublicKeyInfo) };
        TokenObject stored = new(ObjectIdentity.OfCertificate(certificate.RawData), Label, Id, certificate.RawData);
        byte[] digest = SHA256.HashData([1, 2, 3]);
        FileFacts file = new($"{Store}/tpm2_pkcs11.sqlite3", "root", "tss", (UnixFileMode)Convert.ToInt32("660", 8));
        return new DeviceFacts
        {
            ExaminedAt = Now,
            Subject = new VerificationSubject(
                new TokenLocation(Module, "greengrass") { StoreFolder = Store, Slot = 1 },
                Label
            )
            {
                ThingName = "thing-1",
                DeviceAuthorities = [X509CertificateLoader.LoadCertificate(authority.Certificate.RawData)],
            },
            Store = new StoreFacts(Store, null)
            {
                Files = [file],
                SchemaVersion = 8,
                Primary = new StorePrimary(0x81000001, false),
            },
            Chip = Chip(),
            Module = new ModuleFacts(
                new ModuleSurvey(
                    new ModuleInformation("tpm2-software.github.io", "TPM2.0 Cryptoki", "1.9", "2.40"),
                    [new TokenInformation(1, "greengrass", "SW", "TPM", "0000", true, true)]
                )
            ),
            Login = new LoginFacts(LoginOutcome.Accepted, "The token took the PIN."),
            Objects = new ObjectFacts(new TokenContents([privateKey, publicKey, stored], []), WithLogin: true),
            Protection = new KeyProtection(true, true, false, true, true),
            ChipKey = new ChipKeyFacts(0x81000001, area, new LoadedKey(area, "")),
            Signature = new SignatureFacts(privateKey, digest, sign(digest)),
            Pin = new PinFacts(null, [file with { Path = "/etc/greengrass-tpm/user.pin" }]),
            Nucleus = new NucleusFacts(NucleusFlavour.Classic, "/greengrass/v2/config/effectiveConfig.yaml")
            {
                PrivateKeyPath = "pkcs11:object=greenkey;type=private",
                CertificatePath = "pkcs11:object=greenkey;type=cert",
                KeyLabel = Label,
                CertificateLabel = Label,
                Library = Module,
                UsesModule = true,
                Slot = "1",
                HasPin = true,
                HasSamePin = true,
            },
            Services = new ServiceFacts([new UnitFacts("greengrass.service", Store, "device:/dev/tpmrm0")]),
            Journal = Journal(),
            Registry = new RegistryFacts("ACTIVE", ["thing-1"], true),
            DataEndpoint = Endpoint(),
            CredentialsEndpoint = Endpoint(),
        };
    }
}
