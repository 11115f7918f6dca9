namespace GreengrassTpm.Testing;

/// <summary>The <c>openssl</c> program as a second opinion on requests, certificates and signatures.</summary>
public static class OpenSsl
{
    /// <summary>Verifies a certificate signing request by its own key.</summary>
    /// <param name="der">The request in DER.</param>
    /// <returns>Its subject, in RFC 2253's form.</returns>
    /// <exception cref="ChildFailedException">It does not verify.</exception>
    public static string VerifyRequest(ReadOnlyMemory<byte> der)
    {
        var result = Run(der, "req", "-verify", "-noout", "-inform", "DER", "-subject", "-nameopt", "RFC2253");

        // OpenSSL 3.0 reports a bad signature, and still ends with 0.
        return result.Error.Contains("verify OK", StringComparison.Ordinal)
            ? Subject(result.Output)
            : throw new ChildFailedException(result);
    }

    /// <summary>Verifies that certificates lead from one to an authority.</summary>
    /// <param name="pem">The certificate in PEM.</param>
    /// <param name="authorityPem">The authority's certificate in PEM.</param>
    /// <param name="intermediatesPem">Certificates in between, in PEM.</param>
    /// <exception cref="ChildFailedException">They do not, or one is not valid now.</exception>
    public static void VerifyCertificate(string pem, string authorityPem, string intermediatesPem = "")
    {
        using var folder = PrivateFolder.Create();
        var authority = Write(folder, "authority.pem", authorityPem);
        string[] intermediates =
            intermediatesPem.Length == 0 ? [] : ["-untrusted", Write(folder, "intermediates.pem", intermediatesPem)];
        ChildProcess.RunOrThrow(
            "openssl",
            ["verify", "-CAfile", authority, .. intermediates, Write(folder, "leaf.pem", pem)]
        );
    }

    /// <summary>Reads a certificate.</summary>
    /// <param name="der">The certificate in DER.</param>
    /// <param name="what">What <c>openssl x509</c> is to print: <c>-subject</c>, <c>-enddate</c>, …</param>
    /// <returns>What it printed, such as <c>subject=CN=thing</c>.</returns>
    /// <exception cref="ChildFailedException">It is not a certificate.</exception>
    public static string ReadCertificate(ReadOnlyMemory<byte> der, params IEnumerable<string> what) =>
        Run(der, ["x509", "-noout", "-inform", "DER", "-nameopt", "RFC2253", .. what]).Output.Trim();

    /// <summary>Tells whether a signature over data is by a public key (SHA-256; ECDSA in DER, or RSA PKCS#1).</summary>
    /// <param name="publicKeyPem">The public key in PEM (SubjectPublicKeyInfo).</param>
    /// <param name="data">The data.</param>
    /// <param name="signature">The signature.</param>
    /// <returns>Whether it verifies.</returns>
    public static bool Verifies(string publicKeyPem, ReadOnlyMemory<byte> data, ReadOnlySpan<byte> signature)
    {
        using var folder = PrivateFolder.Create();
        var file = folder.File("signature");
        File.WriteAllBytes(file, signature);
        var key = Write(folder, "key.pem", publicKeyPem);
        return ChildProcess
                .Run(
                    new Command("openssl", "dgst", "-sha256", "-verify", key, "-signature", file)
                    {
                        StandardInput = data,
                    }
                )
                .ExitCode == 0;
    }

    private static string Subject(string output) =>
        output.Split('\n').Single(line => line.StartsWith("subject=", StringComparison.Ordinal))["subject=".Length..];

    private static string Write(PrivateFolder folder, string name, string text)
    {
        var path = folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }

    private static ChildResult Run(ReadOnlyMemory<byte> input, params IEnumerable<string> arguments) =>
        ChildProcess.Run(new Command("openssl", arguments) { StandardInput = input }).OrThrow();
}
