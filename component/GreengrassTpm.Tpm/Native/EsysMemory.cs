using Microsoft.Win32.SafeHandles;

namespace GreengrassTpm.Tpm.Native;

/// <summary>A structure that ESYS allocated for an answer.</summary>
internal sealed unsafe class EsysMemory() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    // Larger than the widest TPM2B_PUBLIC of any tpm2-tss.
    private const int MaxStructure = 8192;
    private const uint CapabilityElementsAtMost = 1024;

    /// <summary>Reads a TPM2B of plain bytes: a length in this machine's byte order, then as many bytes.</summary>
    public byte[] ReadSized()
    {
        var start = (byte*)DangerousGetHandle();
        return new ReadOnlySpan<byte>(start + sizeof(ushort), *(ushort*)start).ToArray();
    }

    /// <summary>Reads a TPM2B_PUBLIC as the wire writes it.</summary>
    /// <returns>TSS2_RC of the marshalling.</returns>
    public uint ReadPublic(out byte[] wire)
    {
        wire = [];
        var buffer = stackalloc byte[MaxStructure];
        nuint length = 0;
        var code = MarshallingLibrary.MarshalPublic(this, buffer, MaxStructure, ref length);
        if (code == 0)
        {
            wire = new ReadOnlySpan<byte>(buffer, (int)length).ToArray();
        }

        return code;
    }

    /// <summary>Reads a TPMS_CAPABILITY_DATA whose list has elements of <paramref name="words"/> 32-bit numbers: the
    /// capability, the count, the elements.</summary>
    public uint[] ReadCapabilityList(int words)
    {
        var start = (uint*)DangerousGetHandle();
        var count = Math.Min(start[1], CapabilityElementsAtMost / (uint)words);
        return new ReadOnlySpan<uint>(start + 2, (int)count * words).ToArray();
    }

    protected override bool ReleaseHandle()
    {
        EsysLibrary.Free(handle);
        return true;
    }
}
