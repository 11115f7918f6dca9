using System.Text.RegularExpressions;

namespace GreengrassTpm.Testing;

/// <summary>
/// The device's half of AWS' tutorial "Secure Greengrass nucleus with TPM": its own commands, one after the other, with the paths of
/// this machine.
/// </summary>
/// <param name="tpm">The chip.</param>
/// <param name="folder">A folder of its own, which is empty.</param>
/// <param name="store">The folder of the token's store; null for one in that folder.</param>
public sealed partial class Tutorial(SoftwareTpm tpm, string folder, string? store = null)
{
    /// <summary>The token's label.</summary>
    public const string Token = "greengrass";

    /// <summary>The label of key and certificate.</summary>
    public const string Key = "greenkey";

    /// <summary>The token's user PIN and SO PIN.</summary>
    public const string Pin = "1234567890123456";

    private readonly string _store = Directory.CreateDirectory(store ?? Path.Combine(folder, "store")).FullName;
    private readonly string _request = Path.Combine(folder, "device.csr");
    private readonly string _certificate = Path.Combine(folder, "device.pem");
    private readonly string _configuration = Path.Combine(folder, "config.yaml");

    /// <summary>Token, key and certificate request.</summary>
    /// <returns>The request in PEM.</returns>
    public string Request()
    {
        Ptool("init", "--path", _store);
        Ptool("addtoken", "--pid=1", $"--sopin={Pin}", $"--userpin={Pin}", $"--label={Token}", "--path", _store);
        Ptool(
            "addkey",
            "--algorithm=ecc256",
            $"--label={Token}",
            $"--userpin={Pin}",
            $"--key-label={Key}",
            "--path",
            _store
        );
        string exported = Path.Combine(folder, "key");
        string told = Ptool(
            "export",
            $"--label={Token}",
            $"--key-label={Key}",
            $"--userpin={Pin}",
            "--path",
            _store,
            "--output",
            exported
        );
        Run(
            "openssl",
            "req",
            "-new",
            "-provider",
            "tpm2",
            "-provider",
            "default",
            "-propquery",
            "?provider=tpm2",
            "-key",
            exported + ".pem",
            "-passin",
            $"pass:{ObjectAuthorisation().Match(told).Groups["value"].Value}",
            "-subj",
            "/CN=gateway-7",
            "-out",
            _request
        );
        return File.ReadAllText(_request);
    }

    /// <summary>The certificate onto the token, the objects' URIs, and the nucleus' configuration.</summary>
    /// <param name="certificate">The certificate in PEM.</param>
    public void Finish(string certificate)
    {
        File.WriteAllText(_certificate, certificate);
        Ptool("addcert", $"--label={Token}", $"--key-label={Key}", "--path", _store, _certificate);
        string tokens = Run("p11tool", "--provider", SoftwareTpm.ModulePath, "--list-token-urls");
        string objects = Run(
            "p11tool",
            "--provider",
            SoftwareTpm.ModulePath,
            "--batch",
            "--login",
            "--list-all",
            $"pkcs11:token={Token}"
        );
        File.WriteAllText(_configuration, tokens + objects);
    }

    private string Ptool(params IEnumerable<string> arguments) => Run("tpm2_ptool", arguments);

    private string Run(string program, params IEnumerable<string> arguments) =>
        ChildProcess
            .Run(
                new Command(program, arguments)
                    .With(tpm.Environment)
                    .With(
                        new Dictionary<string, string>
                        {
                            ["TPM2_PKCS11_STORE"] = _store,
                            ["TPM2OPENSSL_TCTI"] = tpm.Tcti,
                            ["GNUTLS_PIN"] = Pin,
                        }
                    )
            )
            .OrThrow()
            .Output;

    /// <summary>The key's own authorisation, which tpm2_ptool makes and tells with the exported key.</summary>
    [GeneratedRegex("object-auth: *[\"']*(b')?(?<value>[0-9a-f]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ObjectAuthorisation();
}
