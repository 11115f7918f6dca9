using System.Text;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class PinTests
{
    [Fact]
    public void A_PIN_prints_as_redacted()
    {
        using Pin pin = Pin.FromUtf8("1234"u8);

        Assert.Equal("[redacted]", $"{pin}");
    }

    [Fact]
    public void A_disposed_PIN_is_wiped()
    {
        Pin pin = Pin.FromUtf8("1234"u8);
        byte[] memory = pin.Bytes();
        pin.Dispose();

        Assert.Equal(new byte[4], memory);
        Assert.Throws<ObjectDisposedException>(() => pin.Reveal().Length);
    }

    [Fact]
    public void A_generated_PIN_is_printable_and_new()
    {
        using Pin one = Pin.Generate();
        using Pin other = Pin.Generate();

        Assert.All(one.Reveal().ToArray(), octet => Assert.True(char.IsAsciiLetterOrDigit((char)octet)));
        Assert.True(one.Reveal().Length * Math.Log2(62) >= 128);
        Assert.False(one.Reveal().SequenceEqual(other.Reveal()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("line\nbreak")]
    [InlineData("zero\0")]
    public void What_cannot_be_typed_is_no_PIN(string text)
    {
        Assert.Throws<PinUnusableException>(() => Pin.FromUtf8(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void A_PIN_longer_than_the_module_takes_is_refused()
    {
        Assert.Throws<PinUnusableException>(() =>
            Pin.FromUtf8(Encoding.ASCII.GetBytes(new string('1', Pin.MaximumLength + 1)))
        );
    }

    [Theory]
    [InlineData("1234")]
    [InlineData("1234\n")]
    [InlineData("1234\r\n")]
    public void A_file_holds_a_PIN_and_perhaps_a_line_end(string content)
    {
        using var folder = PrivateFolder.Create();
        File.WriteAllText(folder.File("pin"), content);

        using Pin pin = Pin.ReadFile(folder.File("pin"));

        Assert.Equal("1234"u8, pin.Reveal());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234\n5678\n")]
    public void A_file_with_anything_else_is_refused_without_showing_it(string content)
    {
        using var folder = PrivateFolder.Create();
        File.WriteAllText(folder.File("pin"), content);

        var error = Assert.Throws<PinUnusableException>(() => Pin.ReadFile(folder.File("pin")));

        Assert.Equal(folder.File("pin"), error.Path);
        Assert.DoesNotContain("1234", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var error = Assert.Throws<PinUnusableException>(() => Pin.ReadFile("/nowhere/user.pin"));

        Assert.Contains("/nowhere/user.pin", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_file_is_refused()
    {
        Assert.Throws<PinUnusableException>(() => Pin.ReadFile("/dev/zero"));
    }
}
