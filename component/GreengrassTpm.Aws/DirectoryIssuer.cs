using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>
/// Has certificates signed by whoever watches a folder: the request is laid there as <c>NAME.csr</c>, and the certificate
/// is awaited as <c>NAME.pem</c>, NAME being the SHA-256 of the request's public key in hexadecimal. A request for the
/// same key finds a certificate that has come meanwhile, and is not laid there once more while the first one lies there.
/// </summary>
/// <param name="folder">The folder, which exists.</param>
/// <param name="patience">How long one call waits.</param>
/// <param name="pause">How often it looks.</param>
/// <param name="time">The device's clock.</param>
public sealed class DirectoryIssuer(string folder, TimeSpan patience, TimeSpan pause, TimeProvider time)
    : ICredentialIssuer
{
    private const int MostCertificateBytes = 64 * 1024;

    /// <inheritdoc/>
    public async Task<X509Certificate2> IssueAsync(
        ReadOnlyMemory<byte> request,
        CredentialReference active,
        CancellationToken cancellation
    )
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(IssuedCertificate.KeyOf(request.Span)));
        string answer = Path.Combine(folder, name + ".pem");
        string question = Path.Combine(folder, name + ".csr");
        bool isAsked = File.Exists(answer) || File.Exists(question);
        if (!isAsked)
        {
            LayDown(question, request);
        }

        long began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return IssuedCertificate.Check(Read(answer), id: null, request.Span, time.GetUtcNow());
            }
            catch (Exception e) when (IsWorthWaiting(e) && time.GetElapsedTime(began) < patience)
            {
                // Not there yet, or not yet whole.
                await Task.Delay(pause, time, cancellation);
            }
            catch (FileNotFoundException e)
            {
                throw new RotationPortException(
                    $"no certificate has come as {answer}",
                    RetryClass.Retryable,
                    $"have {name}.csr beside it signed, and put the certificate there in PEM",
                    e
                )
                {
                    IsWithoutEffect = isAsked,
                };
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Unusable($"{answer} cannot be read: {PortErrors.Text(e.Message)}", e);
            }
        }
    }

    private static bool IsWorthWaiting(Exception error) => error is FileNotFoundException or RotationPortException;

    private static void LayDown(string path, ReadOnlyMemory<byte> request)
    {
        try
        {
            byte[] pem = Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE REQUEST", request.Span) + "\n");
            AtomicFile.Write(path, pem);
        }
        catch (FileWriteException e)
        {
            throw Unusable(e.Message, e, isWithoutEffect: true);
        }
    }

    private static string Read(string path)
    {
        var file = new FileInfo(path);
        return !file.Exists || file.Length <= MostCertificateBytes
            ? File.ReadAllText(path)
            : throw new IOException($"it has {file.Length} bytes; at most {MostCertificateBytes} are accepted");
    }

    private static RotationPortException Unusable(string message, Exception cause, bool isWithoutEffect = false) =>
        new(message, RetryClass.Permanent, "the folder of the issuer must exist, and be readable and writable", cause)
        {
            IsWithoutEffect = isWithoutEffect,
        };
}
