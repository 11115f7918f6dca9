using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>The device certificate as the operator hands it in: a PEM file (RFC 7468) with exactly one certificate.</summary>
public static class CertificateFile
{
    private const int LargestFile = 64 * 1024;
    private const string CertificateLabel = "CERTIFICATE";
    private const byte DerSequence = 0x30;

    private const string WhatIsWanted =
        "give the device's own certificate as PEM, for example the certificatePem that AWS IoT answered with";

    /// <summary>Reads and recognises the file.</summary>
    /// <exception cref="CommandException">Not there, not readable, or not one PEM certificate; says which of these.</exception>
    public static X509Certificate2 Read(string path) => Parse(path, ReadBounded(path));

    /// <summary>Checks that a certificate is for this device's key and valid now.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="path">The file it came from, for messages.</param>
    /// <param name="publicKeyDigest">SHA-256 of the key's SubjectPublicKeyInfo, lower-case hexadecimal.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="CommandException">It is not; says why.</exception>
    public static void Check(X509Certificate2 certificate, string path, string publicKeyDigest, DateTimeOffset now)
    {
        string digest = Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        if (digest != publicKeyDigest)
        {
            throw Refused(
                $"the certificate in {path} is for another key (SHA-256 {digest[..16]}…) than this device's (SHA-256 {publicKeyDigest[..16]}…)",
                "have the certificate request of this device signed: --csr-out FILE writes it"
            );
        }

        CheckTime(certificate, $"the certificate in {path}", now);
    }

    /// <summary>Checks that a certificate is valid now.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="CommandException">It is not; says why.</exception>
    internal static void CheckTime(X509Certificate2 certificate, string name, DateTimeOffset now)
    {
        if (now > certificate.NotAfter)
        {
            throw Refused(
                $"{name} expired at {Time(certificate.NotAfter)}; the device's clock says {Time(now.UtcDateTime)}",
                "get a new one for the same key, or set the clock if it is wrong"
            );
        }

        if (now < certificate.NotBefore)
        {
            throw Refused(
                $"{name} is valid from {Time(certificate.NotBefore)} only; the device's clock says {Time(now.UtcDateTime)}",
                "set the device's clock; a board without a battery starts in the past"
            );
        }
    }

    private static byte[] ReadBounded(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] content = new byte[LargestFile + 1];
            int length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return length <= LargestFile
                ? content[..length]
                : throw Refused($"{path} is larger than {LargestFile} bytes and cannot be a certificate", WhatIsWanted);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refused($"{path} does not exist", "name the certificate's file with --certificate FILE");
        }
    }

    private static X509Certificate2 Parse(string path, byte[] content)
    {
        string text = Encoding.UTF8.GetString(content);
        List<string> labels = [];
        string certificate = "";
        int position = 0;
        while (PemEncoding.TryFind(text.AsSpan(position), out PemFields fields))
        {
            string label = text[position..][fields.Label];
            labels.Add(label);
            if (label == CertificateLabel)
            {
                certificate = text[position..][fields.Base64Data];
            }

            position += fields.Location.End.Value;
        }

        return labels switch
        {
            [CertificateLabel] => Decode(path, Convert.FromBase64String(certificate)),
            [] => throw NotPem(path, content),
            _ when labels.Exists(label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)) => throw Refused(
                $"{path} holds a private key",
                "the private key is born in the TPM and never leaves it: give the certificate alone, and treat that key as exposed"
            ),
            _ when labels.Contains("CERTIFICATE REQUEST") => throw Refused(
                $"{path} holds a certificate request, not a certificate",
                "have it signed (aws iot create-certificate-from-csr) and give what comes back"
            ),
            _ when labels.TrueForAll(label => label == CertificateLabel) => throw Refused(
                $"{path} holds {labels.Count} certificates; exactly one is wanted",
                "give the device's own certificate without the chain of its issuers"
            ),
            _ => throw Refused($"{path} holds {string.Join(", ", labels)}, not one certificate", WhatIsWanted),
        };
    }

    private static CommandException NotPem(string path, byte[] content)
    {
        if (content.Length == 0)
        {
            return Refused($"{path} is empty", WhatIsWanted);
        }

        try
        {
            if (content[0] == DerSequence)
            {
                X509CertificateLoader.LoadCertificate(content).Dispose();
                return Refused(
                    $"{path} is a certificate in DER form, not PEM",
                    $"convert it: openssl x509 -inform der -in {path} -out certificate.pem"
                );
            }
        }
        catch (CryptographicException)
        {
            // Not a certificate in any form: the general answer.
        }

        return Refused($"{path} is not a PEM file: it has no BEGIN CERTIFICATE line", WhatIsWanted);
    }

    private static X509Certificate2 Decode(string path, byte[] der)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException error)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"the CERTIFICATE block in {path} is damaged: {error.Message}",
                WhatIsWanted,
                error
            );
        }
    }

    private static CommandException Refused(string message, string hint) => new(ExitCode.Configuration, message, hint);

    private static string Time(DateTime time) => $"{time.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z";
}
