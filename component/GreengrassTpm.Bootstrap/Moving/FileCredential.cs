using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>A nucleus' credential in files: looked at, and never changed.</summary>
internal static class FileCredential
{
    private const int LargestFile = 64 * 1024;
    private const string FileScheme = "file://";

    /// <summary>Reads key and certificate, and checks that they are a pair that is valid now.</summary>
    /// <param name="privateKeyPath"><c>system.privateKeyPath</c>.</param>
    /// <param name="certificatePath"><c>system.certificateFilePath</c>.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="CommandException">They are not; says why.</exception>
    internal static RecordedFiles Examine(string privateKeyPath, string? certificatePath, DateTimeOffset now)
    {
        if (certificatePath is null)
        {
            throw Refused(
                ExitCode.Configuration,
                "the nucleus' configuration names no certificate (certificateFilePath)",
                "put the configuration right first"
            );
        }

        string certificateFile = PathOf(certificatePath);
        Wipe(ReadBounded(certificateFile, "certificate"));
        using X509Certificate2 certificate = CertificateFile.Read(certificateFile);
        RequireKeyOf(certificate, certificateFile, PathOf(privateKeyPath));
        CertificateFile.CheckTime(certificate, $"the certificate in {certificateFile}", now);
        return new RecordedFiles(
            privateKeyPath,
            certificatePath,
            Convert.ToHexStringLower(SHA256.HashData(certificate.RawData))
        );
    }

    /// <summary>The file that a configuration means: a path, or a URI of one.</summary>
    internal static string PathOf(string configured) =>
        configured.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase)
            ? configured[FileScheme.Length..]
            : configured;

    private static void RequireKeyOf(X509Certificate2 certificate, string certificateFile, string keyFile)
    {
        byte[] content = ReadBounded(keyFile, "private key");
        char[] text = Encoding.UTF8.GetChars(content);
        try
        {
            if (!PublicKeyOf(text, keyFile).AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo()))
            {
                throw Refused(
                    ExitCode.Configuration,
                    $"the private key in {keyFile} and the certificate in {certificateFile} do not belong together",
                    "the nucleus cannot connect with them either: put the right file in place, and run the same command again"
                );
            }
        }
        finally
        {
            Wipe(content);
            Array.Clear(text);
        }
    }

    private static byte[] PublicKeyOf(ReadOnlySpan<char> pem, string file)
    {
        try
        {
            using ECDsa ec = ECDsa.Create();
            ec.ImportFromPem(pem);
            return ec.ExportSubjectPublicKeyInfo();
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            // No EC key: perhaps an RSA key.
        }

        try
        {
            using RSA rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.ExportSubjectPublicKeyInfo();
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            // The reason is told without the library's words, which might quote the file.
            throw Refused(
                ExitCode.Configuration,
                $"{file} is no private key in PEM without a password, EC or RSA",
                "put the nucleus' private key there, and run the same command again"
            );
        }
    }

    private static byte[] ReadBounded(string file, string what)
    {
        try
        {
            return new FileInfo(file).Length <= LargestFile
                ? File.ReadAllBytes(file)
                : throw Refused(
                    ExitCode.Configuration,
                    $"{file} is larger than {LargestFile} bytes and cannot be the nucleus' {what}",
                    "put the nucleus' configuration right"
                );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                error is UnauthorizedAccessException ? ExitCode.Permission : ExitCode.Configuration,
                $"the nucleus' {what} {file} cannot be read: {ErrorExplanation.Sentence(error.Message)}; nothing was changed",
                "put the file there, or the nucleus' configuration right, and run the same command again",
                error
            );
        }
    }

    private static void Wipe(byte[] content) => CryptographicOperations.ZeroMemory(content);

    private static CommandException Refused(ExitCode code, string message, string hint) =>
        new(code, $"{message}; nothing was changed", hint);
}
