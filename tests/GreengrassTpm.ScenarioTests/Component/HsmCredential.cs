using System.Security.Cryptography;
using System.Text;
using Amazon.IoT;
using Amazon.IoT.Model;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;

namespace GreengrassTpm.ScenarioTests.Component;

/// <summary>
/// A credential on SoftHSM2 in the place of the one that a device was provisioned with. The programs are told of a store
/// that is one in name only: SoftHSM2 keeps its token elsewhere.
/// </summary>
internal sealed class HsmCredential : IDisposable
{
    private const string TokenLabel = "greengrass";
    private const string KeyLabel = "greenkey";

    private readonly SoftHsm _hsm = SoftHsm.Create();

    private HsmCredential(string store, string pin)
    {
        Store = store;
        Access = new TokenAccess(SoftHsm.ModulePath, TokenLabel, pin, _hsm.Environment);
    }

    /// <summary>The folder that the programs take for the token's store.</summary>
    public string Store { get; }

    /// <summary>The token as independent readers reach it.</summary>
    public TokenAccess Access { get; }

    /// <summary>Makes the token and the credential, registers it with the cloud, and ends the one before.</summary>
    public static HsmCredential Replace(CloudGround ground)
    {
        string store = Path.Combine(ground.Device.Folder, "hsm-store");
        _ = Directory.CreateDirectory(store);
        byte[] header = new byte[100];
        "SQLite format 3\0"u8.CopyTo(header);
        File.WriteAllBytes(Path.Combine(store, "tpm2_pkcs11.sqlite3"), header);
        HsmCredential credential = new(store, ground.Device.UserPin);
        credential.Make(ground);
        return credential;
    }

    public void Dispose() => _hsm.Dispose();

    private void Make(CloudGround ground)
    {
        _hsm.UseInThisProcess();
        TokenLocation location = new(SoftHsm.ModulePath, TokenLabel) { LockFile = Path.Combine(Store, "lock") };
        byte[] id = RandomNumberGenerator.GetBytes(16);
        using Pin securityOfficer = Pin.FromUtf8("so-1234-5678"u8);
        using Pin user = Pin.FromUtf8(Encoding.UTF8.GetBytes(Access.Pin));
        TokenInitialiser.Initialise(location, securityOfficer, user);
        TokenObject key = TokenWriter.Write(
            location,
            user,
            token => token.GenerateKeyPair(KeyAlgorithm.EcP256, KeyLabel, id)
        );
        byte[] request = Request(location, user, key);
        byte[] certificate = Register(ground, PemEncoding.WriteString("CERTIFICATE REQUEST", request));
        TokenWriter.Write(location, user, token => token.StoreCertificate(certificate, KeyLabel, id));
    }

    private static byte[] Request(TokenLocation location, Pin user, TokenObject key)
    {
        using TokenReader reader = TokenReader.Open(location, user);
        return Pkcs10.Create(new($"CN={Device.ThingName}"), key, reader.SignerOf(key.Identity));
    }

    private static byte[] Register(CloudGround ground, string request)
    {
        CloudSnapshot before = ground.Cloud.Snapshot();
        using AmazonIoTClient client = ground.Operator();
        CreateCertificateFromCsrResponse issued = client
            .CreateCertificateFromCsrAsync(request, true)
            .GetAwaiter()
            .GetResult();
        AttachPolicyRequest policy = new()
        {
            PolicyName = before.PolicyAttachments.Single().PolicyName,
            Target = issued.CertificateArn,
        };
        _ = client.AttachPolicyAsync(policy).GetAwaiter().GetResult();
        ground.EndCertificateAsync(before.Certificates.Single().Id).GetAwaiter().GetResult();
        AttachThingPrincipalRequest thing = new()
        {
            ThingName = Device.ThingName,
            Principal = issued.CertificateArn,
            ThingPrincipalType = ThingPrincipalType.EXCLUSIVE_THING,
        };
        _ = client.AttachThingPrincipalAsync(thing).GetAwaiter().GetResult();
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(
            issued.CertificatePem
        );
        return certificate.RawData;
    }
}
