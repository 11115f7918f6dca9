using Microsoft.Win32.SafeHandles;

namespace GreengrassTpm.Tpm.Native;

/// <summary>An ESYS_CONTEXT. It uses the connection until its own end, so it holds the connection's handle till then,
/// in whatever order the two are disposed or finalised.</summary>
internal sealed class EsysHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly TctiHandle _tcti;

    private EsysHandle(TctiHandle tcti)
        : base(ownsHandle: true)
    {
        _tcti = tcti;
    }

    /// <summary>Makes a context on a connection; on failure the connection is the caller's still.</summary>
    public static uint Initialize(TctiHandle tcti, out EsysHandle context)
    {
        var code = EsysLibrary.Initialize(out var made, tcti, abiVersion: 0);
        context = new EsysHandle(tcti);
        if (code == 0)
        {
            var held = false;
            tcti.DangerousAddRef(ref held);
            context.SetHandle(made);
        }

        return code;
    }

    protected override bool ReleaseHandle()
    {
        EsysLibrary.FinalizeContext(ref handle);
        _tcti.DangerousRelease();
        return true;
    }
}
