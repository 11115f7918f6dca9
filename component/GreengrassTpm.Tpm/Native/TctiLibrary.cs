using System.Runtime.InteropServices;

namespace GreengrassTpm.Tpm.Native;

/// <summary>The functions of libtss2-tctildr (TCG TSS 2.0 TPM Command Transmission Interface, loader).</summary>
internal static partial class TctiLibrary
{
    private const string Library = "libtss2-tctildr.so.0";

    [LibraryImport(Library, EntryPoint = "Tss2_TctiLdr_Initialize", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial uint Initialize(string? nameAndConfiguration, out TctiHandle context);

    [LibraryImport(Library, EntryPoint = "Tss2_TctiLdr_Finalize")]
    internal static partial void FinalizeContext(ref nint context);
}
