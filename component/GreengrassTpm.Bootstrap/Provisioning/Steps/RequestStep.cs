using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>The certificate request (PKCS#10, RFC 2986) that the operator carries to a certificate authority.</summary>
/// <param name="path">The file.</param>
internal sealed class RequestStep(string path) : IProvisioningStep
{
    private const long LargestRequest = 64 * 1024;

    // Public by its nature, and often taken off the device by somebody who is not root.
    private const UnixFileMode EveryoneReads = AtomicFile.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public string Id => "certificate-request";

    public string Title => "write the certificate request";

    public StepLook Look(ProvisioningContext context)
    {
        string? digest = context.Record?.Key?.Digest;
        return digest is not null && IsThere(digest, context.Settings.ThingName)
            ? StepLook.Done(path)
            : StepLook.Missing($"{path}, CN={context.Settings.ThingName}");
    }

    public string Act(ProvisioningContext context)
    {
        using Pin user = UserPin.Read(context.Folders);
        byte[] request = context.Token.SignRequest(user, context.BegunRecord.Key!, context.Settings.ThingName);
        string pem = PemEncoding.WriteString("CERTIFICATE REQUEST", request) + "\n";
        AtomicFile.Write(path, System.Text.Encoding.ASCII.GetBytes(pem), EveryoneReads);
        return $"{path}, CN={context.Settings.ThingName}";
    }

    /// <summary>Whether the file holds a request for this key and thing. A file that holds something else is not overwritten.</summary>
    private bool IsThere(string digest, string thingName)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            if (new FileInfo(path).Length > LargestRequest)
            {
                throw new CryptographicException("too large");
            }

            CertificateRequest request = CertificateRequest.LoadSigningRequestPem(
                File.ReadAllText(path),
                HashAlgorithmName.SHA256,
                CertificateRequestLoadOptions.Default,
                RSASignaturePadding.Pkcs1
            );
            byte[] publicKey = request.PublicKey.ExportSubjectPublicKeyInfo();
            return digest == Convert.ToHexStringLower(SHA256.HashData(publicKey))
                && request.SubjectName.Name == $"CN={thingName}";
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"{path} exists and is not a certificate request; it was not overwritten",
                "name another file with --csr-out, or remove this one",
                error
            );
        }
    }
}
