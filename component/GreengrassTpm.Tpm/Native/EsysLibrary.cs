using System.Runtime.InteropServices;

// The system's libraries, never ones beside the executable.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace GreengrassTpm.Tpm.Native;

/// <summary>The functions of libtss2-esys that this product calls (TCG TSS 2.0 Enhanced System API Specification).
/// An ESYS_TR is a number by which ESYS knows an object; sessions are ESYS_TR too.</summary>
internal static unsafe partial class EsysLibrary
{
    /// <summary>ESYS_TR_NONE.</summary>
    public const uint None = 0xFFF;

    /// <summary>ESYS_TR_PASSWORD: the authorisation value itself, without a session.</summary>
    public const uint Password = 0x0FF;

    /// <summary>ESYS_TR_RH_OWNER.</summary>
    public const uint Owner = 0x101;

    /// <summary>ESYS_TR_RH_LOCKOUT.</summary>
    public const uint Lockout = 0x10A;

    private const string Library = "libtss2-esys.so.0";

    [LibraryImport(Library, EntryPoint = "Esys_Initialize")]
    internal static partial uint Initialize(out nint context, TctiHandle tcti, nint abiVersion);

    [LibraryImport(Library, EntryPoint = "Esys_Finalize")]
    internal static partial void FinalizeContext(ref nint context);

    [LibraryImport(Library, EntryPoint = "Esys_Free")]
    internal static partial void Free(nint memory);

    [LibraryImport(Library, EntryPoint = "Esys_TR_FromTPMPublic")]
    internal static partial uint FromTpmPublic(
        EsysHandle context,
        uint handle,
        uint session1,
        uint session2,
        uint session3,
        out uint found
    );

    [LibraryImport(Library, EntryPoint = "Esys_TR_Close")]
    internal static partial uint Close(EsysHandle context, ref uint resource);

    [LibraryImport(Library, EntryPoint = "Esys_TR_SetAuth")]
    internal static partial uint SetAuth(EsysHandle context, uint resource, byte* authValue);

    [LibraryImport(Library, EntryPoint = "Esys_GetCapability")]
    internal static partial uint GetCapability(
        EsysHandle context,
        uint session1,
        uint session2,
        uint session3,
        uint capability,
        uint property,
        uint propertyCount,
        out byte moreData,
        out EsysMemory data
    );

    [LibraryImport(Library, EntryPoint = "Esys_ReadPublic")]
    internal static partial uint ReadPublic(
        EsysHandle context,
        uint resource,
        uint session1,
        uint session2,
        uint session3,
        out EsysMemory publicArea,
        out EsysMemory name,
        out EsysMemory qualifiedName
    );

    [LibraryImport(Library, EntryPoint = "Esys_Load")]
    internal static partial uint Load(
        EsysHandle context,
        uint parent,
        uint session1,
        uint session2,
        uint session3,
        byte* privateArea,
        byte* publicArea,
        out uint loaded
    );

    [LibraryImport(Library, EntryPoint = "Esys_FlushContext")]
    internal static partial uint FlushContext(EsysHandle context, uint resource);

    [LibraryImport(Library, EntryPoint = "Esys_EvictControl")]
    internal static partial uint EvictControl(
        EsysHandle context,
        uint hierarchy,
        uint resource,
        uint session1,
        uint session2,
        uint session3,
        uint persistentHandle,
        out uint persistent
    );

    [LibraryImport(Library, EntryPoint = "Esys_DictionaryAttackParameters")]
    internal static partial uint DictionaryAttackParameters(
        EsysHandle context,
        uint lockout,
        uint session1,
        uint session2,
        uint session3,
        uint maxTries,
        uint recoveryTime,
        uint lockoutRecovery
    );
}
