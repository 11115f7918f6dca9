using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>Files that are handed to a group whose members may write to their folder.</summary>
public sealed class UnixGroupTests : IDisposable
{
    private const UnixFileMode ForGroup = AtomicFile.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    private readonly PrivateFolder _folder = PrivateFolder.Create();
    private readonly UnixGroup _group = UnixGroup.Find("tss") ?? throw new InvalidOperationException("no group tss");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_shared_with_the_group()
    {
        AtomicFile.Write(_folder.File("token"), "x"u8);

        _group.Share(_folder.File("token"), ForGroup);

        Assert.Equal("tss", FileOwner.Group(_folder.File("token")));
        Assert.Equal(ForGroup, File.GetUnixFileMode(_folder.File("token")));
    }

    [Fact]
    public void What_a_symbolic_link_leads_to_is_not_shared()
    {
        AtomicFile.Write(_folder.File("secret"), "x"u8);
        File.CreateSymbolicLink(_folder.File("token"), _folder.File("secret"));

        AssertRefused("ELOOP");
    }

    [Fact]
    public void A_file_that_has_another_name_is_not_shared()
    {
        AtomicFile.Write(_folder.File("secret"), "x"u8);
        ChildProcess.RunOrThrow("ln", _folder.File("secret"), _folder.File("token"));

        AssertRefused("EMLINK");
    }

    [Fact]
    public void A_pipe_is_not_shared_and_not_waited_for()
    {
        AtomicFile.Write(_folder.File("secret"), "x"u8);
        ChildProcess.RunOrThrow("mkfifo", _folder.File("token"));

        AssertRefused("EINVAL");
    }

    private void AssertRefused(string reason)
    {
        FileWriteException error = Assert.Throws<FileWriteException>(() =>
            _group.Share(_folder.File("token"), ForGroup)
        );

        Assert.Equal($"cannot share {_folder.File("token")}: {reason}", error.Message);
        Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(_folder.File("secret")));
        Assert.NotEqual("tss", FileOwner.Group(_folder.File("secret")));
    }
}
