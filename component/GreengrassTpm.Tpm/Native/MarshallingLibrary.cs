using System.Runtime.InteropServices;

namespace GreengrassTpm.Tpm.Native;

/// <summary>The functions of libtss2-mu that this product calls (TCG TSS 2.0 Marshaling/Unmarshaling API
/// Specification). They turn the stack's C structures into the wire format and back, so that no C union needs a
/// picture here.</summary>
internal static unsafe partial class MarshallingLibrary
{
    private const string Library = "libtss2-mu.so.0";

    [LibraryImport(Library, EntryPoint = "Tss2_MU_TPM2B_PUBLIC_Marshal")]
    internal static partial uint MarshalPublic(EsysMemory source, byte* buffer, nuint length, ref nuint offset);

    [LibraryImport(Library, EntryPoint = "Tss2_MU_TPM2B_PUBLIC_Unmarshal")]
    internal static partial uint UnmarshalPublic(byte* buffer, nuint length, ref nuint offset, byte* destination);

    [LibraryImport(Library, EntryPoint = "Tss2_MU_TPM2B_PRIVATE_Unmarshal")]
    internal static partial uint UnmarshalPrivate(byte* buffer, nuint length, ref nuint offset, byte* destination);
}
