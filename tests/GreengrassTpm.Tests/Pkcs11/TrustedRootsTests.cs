using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class TrustedRootsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roots-");

    private string FilePath => Path.Combine(_folder.FullName, "roots.pem");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void All_certificates_of_a_file_are_roots()
    {
        using var one = TestAuthority.Create("one");
        using var other = TestAuthority.Create("other");
        File.WriteAllText(FilePath, one.Pem + "\n" + other.Pem);

        Assert.Equal(2, TrustedRoots.Read(FilePath).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n")]
    public void A_file_without_a_certificate_is_refused(string content)
    {
        File.WriteAllText(FilePath, content);

        TrustedRootsException error = Assert.Throws<TrustedRootsException>(() => TrustedRoots.Read(FilePath));

        Assert.Equal(
            $"The server's certificate authorities cannot be read from {FilePath}: it holds no certificate in PEM.",
            error.Message
        );
    }

    [Fact]
    public void A_damaged_certificate_is_refused()
    {
        File.WriteAllText(FilePath, "-----BEGIN CERTIFICATE-----\nMFkw\n-----END CERTIFICATE-----\n");

        Assert.Equal(FilePath, Assert.Throws<TrustedRootsException>(() => TrustedRoots.Read(FilePath)).Path);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        TrustedRootsException error = Assert.Throws<TrustedRootsException>(() => TrustedRoots.Read(FilePath));

        Assert.EndsWith($"{FilePath}: it does not exist.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_file_of_roots()
    {
        Assert.Equal(
            _folder.FullName,
            Assert.Throws<TrustedRootsException>(() => TrustedRoots.Read(_folder.FullName)).Path
        );
    }
}
