using GreengrassTpm.Testing;

namespace GreengrassTpm.Benchmarks;

/// <summary>
/// What the PKCS#11 module needs for the same objects, by <c>pkcs11-tool</c> and with nothing looked at before or after: token,
/// PIN, key pair, one signature, certificate. No program that goes through the module is much faster.
/// </summary>
/// <param name="tpm">The chip.</param>
/// <param name="folder">A folder of its own, which is empty.</param>
internal sealed class ModuleAlone(SoftwareTpm tpm, string folder)
{
    private const string Pin = "1234567890123456";

    private readonly string _store = Directory.CreateDirectory(Path.Combine(folder, "store")).FullName;

    /// <summary>Token, PIN, key pair and a signature.</summary>
    public void Request()
    {
        string digest = Path.Combine(folder, "digest");
        File.WriteAllBytes(digest, new byte[32]);
        Tool("--init-token", "--label", "greengrass", "--so-pin", Pin);
        Tool("--init-pin", "--login", "--login-type", "so", "--so-pin", Pin, "--new-pin", Pin);
        Tool(
            "--login",
            "--pin",
            Pin,
            "--keypairgen",
            "--key-type",
            "EC:secp256r1",
            "--label",
            "greenkey",
            "--id",
            "01"
        );
        Tool(
            "--login",
            "--pin",
            Pin,
            "--sign",
            "--mechanism",
            "ECDSA",
            "--id",
            "01",
            "--input-file",
            digest,
            "--output-file",
            Path.Combine(folder, "signature")
        );
    }

    /// <summary>The certificate onto the token.</summary>
    /// <param name="certificate">The certificate in DER.</param>
    public void Finish(byte[] certificate)
    {
        string file = Path.Combine(folder, "device.der");
        File.WriteAllBytes(file, certificate);
        Tool("--login", "--pin", Pin, "--write-object", file, "--type", "cert", "--label", "greenkey", "--id", "01");
    }

    private void Tool(params IEnumerable<string> arguments) =>
        _ = ChildProcess
            .Run(
                new Command("pkcs11-tool", ["--module", SoftwareTpm.ModulePath, .. arguments])
                    .With(tpm.Environment)
                    .With(new Dictionary<string, string> { ["TPM2_PKCS11_STORE"] = _store })
            )
            .OrThrow();
}
