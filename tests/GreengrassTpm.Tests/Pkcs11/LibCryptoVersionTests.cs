using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class LibCryptoVersionTests
{
    [Fact]
    public void The_library_of_this_system_is_usable() => LibCryptoVersion.RequireUsable();

    [Fact]
    public void One_version_of_OpenSSL_3_on_both_sides_is_usable() =>
        LibCryptoVersion.RequireSame(0x30000130, 0x30000130);

    [Fact]
    public void Two_versions_are_refused_and_both_are_named()
    {
        var error = Assert.Throws<LibCryptoException>(() => LibCryptoVersion.RequireSame(0x30000130, 0x30500040));

        Assert.Contains("OpenSSL 3.0.19", error.Message, StringComparison.Ordinal);
        Assert.Contains("OpenSSL 3.5.4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_major_version_is_refused_even_when_everything_uses_it() =>
        Assert.Throws<LibCryptoException>(() => LibCryptoVersion.RequireSame(0x40000000, 0x40000000));
}
