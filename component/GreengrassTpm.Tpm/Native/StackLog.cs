using System.Runtime.InteropServices;

namespace GreengrassTpm.Tpm.Native;

/// <summary>The stack's own log on standard error.</summary>
internal static partial class StackLog
{
    /// <summary>Switches it off, so that a user sees one message, ours; a TSS2_LOG that the user has set stays.</summary>
    /// <remarks>The stack reads the native environment once, at its first message, so this comes before any call. .NET's
    /// own environment functions do not reach it.</remarks>
    public static void Silence() => _ = SetEnvironment("TSS2_LOG", "all+none", overwrite: 0);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
