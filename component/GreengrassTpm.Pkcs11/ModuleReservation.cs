using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.LowLevelAPI80;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// A module's one user in this process. C_Initialize, C_Finalize and the module's environment are process-wide, and a write
/// sequence finalises and initialises in the middle, so a second user would pull the module away from under the first, or
/// slip in between. The rule: one at a time for each module file; the second is an error at once and never waits, because
/// it may be the first one's own caller.
/// </summary>
internal sealed class ModuleReservation : IDisposable
{
    // The only static mutable state. It mirrors what the process-wide loader and the module keep: which modules are loaded
    // (they stay loaded: unloading saves nothing, costs half of the time of each C_Initialize, and pulls the code away from
    // threads of the libraries underneath), and who has one open.
    private static readonly Dictionary<string, Entry> Modules = [];

    private readonly string _modulePath;
    private readonly Entry _entry;

    private ModuleReservation(string modulePath, Entry entry)
    {
        _modulePath = modulePath;
        _entry = entry;
    }

    /// <summary>Reserves a module.</summary>
    /// <param name="modulePath">Absolute path of the module.</param>
    /// <param name="purpose">Who reserves it, for the message to the next one: <c>a write to token 'x'</c>.</param>
    /// <exception cref="ModuleLoadException">The path is not absolute, or there is no such file.</exception>
    /// <exception cref="ModuleInUseException">It is reserved.</exception>
    public static ModuleReservation Take(string modulePath, string purpose)
    {
        string file = FileOf(modulePath);
        lock (Modules)
        {
            if (!Modules.TryGetValue(file, out Entry? entry))
            {
                entry = Modules[file] = new Entry();
            }

            if (entry.Holder is not null)
            {
                throw new ModuleInUseException(modulePath, entry.Holder);
            }

            entry.Holder = purpose;
            return new ModuleReservation(modulePath, entry);
        }
    }

    /// <summary>The module's functions; loads it if that has not been done.</summary>
    /// <exception cref="ModuleLoadException">It is not a usable PKCS#11 module.</exception>
    public Pkcs11Library Load()
    {
        LibdlResolver.Ensure();
        try
        {
            return _entry.Library ??= LoadLibrary(_modulePath);
        }
        catch (DllNotFoundException error)
        {
            // The loader's own words are the last line.
            throw new ModuleLoadException(_modulePath, $"{error.Message.TrimEnd().Split('\n')[^1]}.", error);
        }
        catch (UnmanagedException error)
        {
            throw new ModuleLoadException(_modulePath, $"{error.Message.TrimEnd('.')}.", error);
        }
        catch (Pkcs11Exception error)
        {
            throw new ModuleLoadException(
                _modulePath,
                $"{error.Method} returned {ReturnValue.NameOf(error.RV)}.",
                error
            );
        }
    }

    /// <summary>Gives the module up.</summary>
    public void Dispose()
    {
        lock (Modules)
        {
            _entry.Holder = null;
        }
    }

    // Loaded by the runtime first, for its message: Pkcs11Interop asks dlerror(3), and the first time in a process the
    // binding of that function makes the loader forget the error.
    private static Pkcs11Library LoadLibrary(string path)
    {
        nint library = NativeLibrary.Load(path);
        try
        {
            return new Pkcs11Library(path);
        }
        finally
        {
            NativeLibrary.Free(library);
        }
    }

    private static string FileOf(string modulePath)
    {
        if (!Path.IsPathFullyQualified(modulePath))
        {
            throw new ModuleLoadException(modulePath, "its path is not absolute.");
        }

        return Libc.ResolvePath(modulePath)
            ?? throw new ModuleLoadException(modulePath, $"{Libc.LastErrorText()}. Is its package installed?");
    }

    private sealed class Entry
    {
        public Pkcs11Library? Library { get; set; }

        public string? Holder { get; set; }
    }
}
