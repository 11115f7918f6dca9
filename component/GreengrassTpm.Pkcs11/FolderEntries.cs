using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GreengrassTpm.Pkcs11;

/// <summary>What is in a folder, by name.</summary>
internal static class FolderEntries
{
    /// <summary>Waits until they are on the disk (fsync(2) on the folder).</summary>
    /// <exception cref="StoreFileException">The folder cannot be opened or synced.</exception>
    internal static void Sync(string folder)
    {
        int descriptor = Libc.Open(folder, Libc.OpenFolder, 0);
        if (descriptor < 0)
        {
            throw new StoreFileException("open for syncing", folder, Marshal.GetLastPInvokeError());
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (Libc.Sync(handle) != 0)
        {
            throw new StoreFileException("sync", folder, Marshal.GetLastPInvokeError());
        }
    }
}
