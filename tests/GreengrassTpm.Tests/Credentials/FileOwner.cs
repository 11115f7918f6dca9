using GreengrassTpm.Testing;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>Owners of files, as stat(1) tells them.</summary>
internal static class FileOwner
{
    public static string Group(string path) => ChildProcess.RunOrThrow("stat", "--format=%G", path).Output.Trim();
}
