using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>The certificate and private key that a label stands for.</summary>
internal static class LabelledCredential
{
    /// <summary>Finds exactly one certificate of the label and its private key.</summary>
    /// <exception cref="CommandException">There is none, or the label does not say which.</exception>
    internal static X509Certificate2 Find(TokenReader reader, string label, out TokenObject privateKey)
    {
        TokenContents contents = reader.ReadContents();
        TokenObject[] certificates = [.. contents.WithLabel(TokenObjectClass.Certificate, label)];
        TokenObject[] keys = [.. contents.WithLabel(TokenObjectClass.PrivateKey, label)];
        if (certificates.Length != 1 || keys.Length != 1)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"token {reader.Token.Label} has {certificates.Length} certificates and {keys.Length} private keys labelled {label}; one of each is needed",
                "finish provisioning first (provision --certificate FILE), or name the right --key-label"
            );
        }

        privateKey = keys[0];
        return X509CertificateLoader.LoadCertificate(certificates[0].Content.Span);
    }
}
