using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using GreengrassTpm.TokenTests.Pkcs11;
using GreengrassTpm.Verification;
using Xunit;

namespace GreengrassTpm.TokenTests.Verification;

/// <summary>No secret of a device gets into what is handed on.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class SecretTests
{
    private static readonly string[] Secrets = [TokenGround.UserPin, TokenGround.SecurityOfficerPin];

    [Fact]
    public async Task A_support_bundle_holds_what_helps_and_no_secret()
    {
        await using var device = ExaminedDevice.Healthy();
        using var root = PrivateFolder.Create();
        string file = root.File("support.tar.gz");
        VerificationReport report = await device.ExamineAsync();

        IReadOnlyList<string> names = SupportBundle.Write(file, report, new DeviceFolders(root.Path));
        Dictionary<string, string> files = Read(file);

        Assert.Equal(names.Order(), files.Keys.Order());
        Assert.Contains("configuration.json", names);
        Assert.Contains("greenkey", files["configuration.json"], StringComparison.Ordinal);
        Assert.Contains("TPM2.0 Cryptoki", files["versions.json"], StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.All(
            files,
            one => Assert.DoesNotContain(Secrets, secret => one.Value.Contains(secret, StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("token.login")]
    [InlineData("nucleus.configuration")]
    [InlineData("store.exists")]
    public async Task A_report_of_a_broken_device_holds_no_secret_either(string check)
    {
        foreach (Breakage breakage in Breakage.All.Where(one => one.Check == check))
        {
            await using ExaminedDevice device = await breakage.Make();
            VerificationReport report = await device.ExamineAsync();
            VerificationDocument document = report.ToDocument();
            string all = $"{JsonReport.Write(document)}{HtmlReport.Write(document)}{report.Facts}";

            Assert.DoesNotContain([.. Secrets, "wrong-1234"], secret => all.Contains(secret, StringComparison.Ordinal));
        }
    }

    private static Dictionary<string, string> Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        using GZipStream zip = new(file, CompressionMode.Decompress);
        using TarReader tar = new(zip);
        Dictionary<string, string> files = [];
        while (tar.GetNextEntry() is { } entry)
        {
            using StreamReader reader = new(entry.DataStream!, Encoding.UTF8);
            files.Add(Path.GetFileName(entry.Name), reader.ReadToEnd());
        }

        return files;
    }
}
