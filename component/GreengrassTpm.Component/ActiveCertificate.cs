using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>The certificate under the active label.</summary>
internal static class ActiveCertificate
{
    /// <summary>Reads it. Certificates are public objects: no PIN is used.</summary>
    /// <param name="location">The token.</param>
    /// <param name="label">The active label.</param>
    /// <returns>The certificate; the caller disposes it.</returns>
    /// <exception cref="CommandException">Not exactly one certificate carries the label.</exception>
    /// <exception cref="TokenException">The token cannot be read.</exception>
    internal static X509Certificate2 Read(TokenLocation location, string label)
    {
        using CreationMask mask = CreationMask.ForGroup();
        using TokenReader reader = TokenReader.Open(location);
        TokenObject[] found = [.. reader.ReadContents().WithLabel(TokenObjectClass.Certificate, label)];
        return found.Length == 1
            ? X509CertificateLoader.LoadCertificate(found[0].Content.Span)
            : throw new CommandException(
                ExitCode.Configuration,
                $"token {location.TokenLabel} has {found.Length} certificates labelled {label}; one is needed",
                "name the right --key-label, or finish provisioning first: greengrass-tpm-bootstrap provision"
            );
    }
}
