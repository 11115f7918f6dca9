using System.Text.Json;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Aws;

/// <summary>What shows that a certificate, which has no rights yet, was given to this device; valid for an hour.</summary>
/// <param name="CertificateId">The certificate.</param>
/// <param name="Token">The word for it: a secret until it is used.</param>
internal sealed record CertificateOwnership(string CertificateId, string Token);

/// <summary>Keeps the latest one across restarts, in a file of root's alone.</summary>
/// <param name="path">The file; its folder exists.</param>
internal sealed class OwnershipFile(string path)
{
    /// <summary>Keeps it, in place of another.</summary>
    /// <exception cref="FileWriteException">It cannot be written.</exception>
    internal void Write(CertificateOwnership ownership) =>
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(ownership, AwsJson.Default.CertificateOwnership));

    /// <summary>The token of a certificate; null where it is not kept.</summary>
    internal string? Find(string certificateId)
    {
        try
        {
            CertificateOwnership? kept = JsonSerializer.Deserialize(
                File.ReadAllBytes(path),
                AwsJson.Default.CertificateOwnership
            );
            return kept?.CertificateId == certificateId ? kept.Token : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Forgets it.</summary>
    internal void Delete() => File.Delete(path);
}
