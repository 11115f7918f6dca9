using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

/// <summary>PINs that a token has refused are remembered without being kept.</summary>
public sealed class RefusedPinTests : IDisposable
{
    private const string Token = "greengrass";
    private readonly PrivateFolder _folder = PrivateFolder.Create();

    private string Path => _folder.File("refused-pin");

    // Each time another one, as another process has it.
    private RefusedPin Memory => new(Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_programs_with_two_wrong_PINs_do_not_make_each_other_forgotten()
    {
        using Pin one = Pin.FromUtf8("wrong-one"u8);
        using Pin other = Pin.FromUtf8("wrong-other"u8);
        Memory.Remember(Token, TokenUser.User, one);
        Memory.Remember(Token, TokenUser.User, other);

        Assert.True(Memory.Is(Token, TokenUser.User, one));
        Assert.True(Memory.Is(Token, TokenUser.User, other));
        Assert.False(Memory.Is("another", TokenUser.User, one));
        Assert.DoesNotContain("wrong", File.ReadAllText(Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_is_cut_off_leaves_what_was_remembered_before()
    {
        using Pin one = Pin.FromUtf8("wrong-one"u8);
        using Pin other = Pin.FromUtf8("wrong-other"u8);
        Memory.Remember(Token, TokenUser.User, one);
        string before = _folder.File("another-name");
        _ = ChildProcess.Run(new Command("ln", Path, before)).OrThrow();
        byte[] content = File.ReadAllBytes(before);

        Memory.Remember(Token, TokenUser.User, other);

        Assert.Equal(content, File.ReadAllBytes(before));
        Assert.True(Memory.Is(Token, TokenUser.User, other));
        Assert.Equal([before, Path], Directory.EnumerateFiles(_folder.Path).Order());
    }

    [Fact]
    public void What_was_refused_to_the_user_may_be_the_SO_s()
    {
        using Pin pin = Pin.FromUtf8("the-so-pin"u8);
        Memory.Remember(Token, TokenUser.User, pin);

        Assert.False(Memory.Is(Token, TokenUser.SecurityOfficer, pin));
    }

    [Fact]
    public void The_oldest_goes_where_there_are_too_many_and_all_of_them_when_one_is_taken()
    {
        Pin[] pins = [.. Enumerable.Range(0, 9).Select(_ => Pin.Generate())];
        Assert.All(pins, pin => Memory.Remember(Token, TokenUser.User, pin));

        Assert.False(Memory.Is(Token, TokenUser.User, pins[0]));
        Assert.True(Memory.Is(Token, TokenUser.User, pins[1]));
        Assert.True(Memory.Is(Token, TokenUser.User, pins[8]));
        Memory.Forget();
        Assert.False(Memory.Is(Token, TokenUser.User, pins[8]));
        Assert.All(pins, pin => pin.Dispose());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(47)]
    [InlineData(1000)]
    public void A_file_that_is_not_whole_remembers_nothing(int length)
    {
        File.WriteAllBytes(Path, new byte[length]);
        using Pin pin = Pin.Generate();

        Assert.False(Memory.Is(Token, TokenUser.User, pin));
        Memory.Remember(Token, TokenUser.User, pin);
        Assert.True(Memory.Is(Token, TokenUser.User, pin));
    }
}
