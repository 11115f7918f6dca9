using Microsoft.Win32.SafeHandles;

namespace GreengrassTpm.Tpm.Native;

/// <summary>A TSS2_TCTI_CONTEXT: the connection to the chip.</summary>
internal sealed class TctiHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        TctiLibrary.FinalizeContext(ref handle);
        return true;
    }
}
