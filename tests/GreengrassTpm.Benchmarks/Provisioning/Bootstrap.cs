using GreengrassTpm.Testing;

namespace GreengrassTpm.Benchmarks;

/// <summary>The same by the published executable: <c>provision</c> with its two offline halves.</summary>
/// <param name="tpm">The chip.</param>
/// <param name="folder">A folder of its own, which is empty.</param>
internal sealed class Bootstrap(SoftwareTpm tpm, string folder)
{
    private readonly string _root = Directory.CreateDirectory(Path.Combine(folder, "root")).FullName;
    private readonly string _request = Path.Combine(folder, "device.csr");
    private readonly string _certificate = Path.Combine(folder, "device.pem");

    /// <summary>Token, key and certificate request.</summary>
    /// <returns>The request in PEM.</returns>
    public string Request()
    {
        Provision("--thing-name", "gateway-7", "--csr-out", _request);
        return File.ReadAllText(_request);
    }

    /// <summary>The certificate onto the token, and the nucleus' configuration.</summary>
    /// <param name="certificate">The certificate in PEM.</param>
    /// <param name="more">Further arguments.</param>
    public void Finish(string certificate, params IEnumerable<string> more)
    {
        File.WriteAllText(_certificate, certificate);
        Provision(["--certificate", _certificate, .. more]);
    }

    private void Provision(params IEnumerable<string> arguments)
    {
        Dictionary<string, string> variables = new(tpm.Environment);
        _ = variables.Remove("TPM2_PKCS11_STORE");
        _ = ChildProcess
            .Run(
                new Command(
                    PublishedExecutables.Find("greengrass-tpm-bootstrap"),
                    ["provision", "--root", _root, .. arguments]
                )
                {
                    Environment = variables,
                }
            )
            .OrThrow();
    }
}
