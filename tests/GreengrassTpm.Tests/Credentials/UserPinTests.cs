using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>While a change of the PIN is unfinished nobody reads the one that may be none any more.</summary>
public sealed class UserPinTests : IDisposable
{
    private readonly PrivateFolder _folder = PrivateFolder.Create();
    private readonly DeviceFolders _folders;

    public UserPinTests()
    {
        _folders = new DeviceFolders(_folder.Path);
        _ = Directory.CreateDirectory(_folders.Configuration);
        File.WriteAllText(_folders.UserPin, "current-pin");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_read_from_the_product_s_file_or_the_one_that_is_named()
    {
        string named = _folder.File("named.pin");
        File.WriteAllText(named, "named-pin\n");

        using Pin own = UserPin.Read(_folders);
        using Pin other = UserPin.Read(_folders, named);

        Assert.True(own.Reveal().SequenceEqual("current-pin"u8));
        Assert.True(other.Reveal().SequenceEqual("named-pin"u8));
    }

    [Fact]
    public void After_a_change_that_was_cut_off_it_is_refused_with_what_to_do()
    {
        File.WriteAllText(_folders.NextUserPin, "next-pin");

        var error = Assert.Throws<PinChangeUnfinishedException>(() => UserPin.Read(_folders));
        Assert.Throws<PinChangeUnfinishedException>(() =>
            UserPin.Read(_folders, Path.Combine(_folders.Configuration, "../greengrass-tpm/user.pin"))
        );
        CommandException explained = ErrorExplanation.Of(error);
        Assert.Equal(ExitCode.Configuration, explained.ExitCode);
        Assert.Contains("an unfinished pin change", explained.Message, StringComparison.Ordinal);
        Assert.Contains("pin change", explained.Hint, StringComparison.Ordinal);
        Assert.All(
            (string[])["current-pin", "next-pin"],
            pin => Assert.DoesNotContain(pin, explained.Message, StringComparison.Ordinal)
        );
    }
}
