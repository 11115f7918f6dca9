namespace GreengrassTpm.Testing;

/// <summary>GnuTLS' <c>p11tool</c> as a reader.</summary>
/// <param name="token">The token.</param>
public sealed class P11Tool(TokenAccess token)
{
    private string TokenUri => $"pkcs11:token={Uri.EscapeDataString(token.TokenLabel)}";

    /// <summary>Lists the token's objects, the private ones too.</summary>
    /// <returns>The objects by their PKCS#11 URIs (RFC 7512), in the order of the module.</returns>
    /// <exception cref="ChildFailedException">The module refused.</exception>
    public IReadOnlyList<string> ListUris()
    {
        const string Url = "URL: ";
        return
        [
            .. Run("--login", "--list-all", TokenUri)
                .Split('\n', StringSplitOptions.TrimEntries)
                .Where(line => line.StartsWith(Url, StringComparison.Ordinal))
                .Select(line => line[Url.Length..]),
        ];
    }

    /// <summary>Exports the certificate of a label.</summary>
    /// <param name="label">Its CKA_LABEL.</param>
    /// <returns>The certificate in PEM.</returns>
    /// <exception cref="ChildFailedException">The module refused, or there is none.</exception>
    public string ExportCertificate(string label) =>
        Run("--export", $"{TokenUri};object={Uri.EscapeDataString(label)};type=cert");

    private string Run(params IEnumerable<string> arguments) =>
        ChildProcess
            .Run(
                new Command("p11tool", ["--provider", token.ModulePath, "--batch", .. arguments]) { User = token.User }
                    .With(token.Environment)
                    .With(new Dictionary<string, string> { ["GNUTLS_PIN"] = token.Pin })
            )
            .OrThrow()
            .Output;
}
