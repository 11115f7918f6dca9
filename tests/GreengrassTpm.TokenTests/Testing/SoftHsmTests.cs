using System.Security.Cryptography;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Testing;

public sealed class SoftHsmTests
{
    [Fact]
    public void A_key_is_born_on_a_token_of_its_own()
    {
        using var hsm = SoftHsm.Create();
        var tool = new Pkcs11Tool(new TokenAccess(SoftHsm.ModulePath, "ground", "1234-5678", hsm.Environment));
        tool.InitToken("so-1234-5678");
        tool.GenerateKeyPair("EC:prime256v1", "greenkey", "a1b2c3");

        Assert.Equal(["greenkey", "greenkey"], tool.ListObjects().Select(read => read.Label));
        Assert.NotEmpty(tool.Sign("ECDSA", "a1b2c3", SHA256.HashData("data"u8)));
        Assert.Single(Directory.GetDirectories(hsm.TokenFolder));
    }

    [Fact]
    public void Nothing_is_left_after_the_end()
    {
        string folder;
        using (var hsm = SoftHsm.Create())
        {
            folder = hsm.TokenFolder;
        }

        Assert.False(Directory.Exists(folder));
    }
}
