using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GreengrassTpm.Tpm.Native;

/// <summary>
/// Catches what the tabrmd transport says through GLib's log, which otherwise goes to standard error, while this is
/// alive. Its sentences tell a missing bus from a missing resource manager; its return codes do not.
/// </summary>
internal sealed unsafe class GlibLog : IDisposable
{
    // G_LOG_LEVEL_ERROR, _CRITICAL and _WARNING; what is below does not reach standard error by itself.
    private const uint Problems = 1 << 2 | 1 << 3 | 1 << 4;
    private const int KeptAtMost = 8;

    // The messages come on the thread that makes the native call; a list of its own needs no lock and cannot be freed
    // under a late message.
    [ThreadStatic]
    private static List<string>? s_heard;

    private readonly delegate* unmanaged<byte*, uint, void> _remove;
    private readonly uint _transport;
    private readonly uint _bus;

    private GlibLog(nint library)
    {
        var set = (delegate* unmanaged<
            byte*,
            uint,
            delegate* unmanaged[Cdecl]<byte*, uint, byte*, nint, void>,
            nint,
            uint>)
            NativeLibrary.GetExport(library, "g_log_set_handler");
        _remove = (delegate* unmanaged<byte*, uint, void>)NativeLibrary.GetExport(library, "g_log_remove_handler");
        _transport = set(null, Problems, &Hear, 0);
        fixed (byte* domain = BusDomain)
        {
            _bus = set(domain, Problems, &Hear, 0);
        }
    }

    private static ReadOnlySpan<byte> BusDomain => "GLib-GIO\0"u8;

    /// <summary>Starts catching messages without a log domain, which are the transport's, and those of GLib's D-Bus.</summary>
    /// <returns>Null where GLib is not installed; then neither is the transport.</returns>
    public static GlibLog? Start() =>
        NativeLibrary.TryLoad("libglib-2.0.so.0", out var library) ? new GlibLog(library) : null;

    /// <summary>Runs a native call and collects what it says on this thread.</summary>
    /// <param name="call">The call; its result is handed on.</param>
    /// <param name="heard">The messages, in order.</param>
    /// <returns>What the call returned.</returns>
    public static T Listen<T>(Func<T> call, out IReadOnlyList<string> heard)
    {
        var list = new List<string>();
        s_heard = list;
        heard = list;
        try
        {
            return call();
        }
        finally
        {
            s_heard = null;
        }
    }

    public void Dispose()
    {
        _remove(null, _transport);
        fixed (byte* domain = BusDomain)
        {
            _remove(domain, _bus);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Hear(byte* domain, uint level, byte* message, nint userData)
    {
        if (s_heard is { Count: < KeptAtMost } heard && Marshal.PtrToStringUTF8((nint)message) is { } text)
        {
            heard.Add(text);
        }
    }
}
