using System.Text;
using System.Text.RegularExpressions;
using GreengrassTpm.Credentials;
using GreengrassTpm.Tpm;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>The stores of tpm2-pkcs11 on this device, and the persistent handles that their tokens lie under.</summary>
internal static partial class TokenStores
{
    private const string FileName = "tpm2_pkcs11.sqlite3";
    private const string UserFolder = ".tpm2_pkcs11";
    private const long LargestStore = 64 * 1024 * 1024;

    /// <summary>
    /// Looks where tpm2-pkcs11 looks (its own order: TPM2_PKCS11_STORE, /etc/tpm2_pkcs11, the home folder, the current folder), where
    /// the nucleus' services are told to look, and where this product has its store; in the home folders of all users, because
    /// each sees a store of its own.
    /// </summary>
    /// <param name="folders">The device's places.</param>
    /// <param name="more">Folders that the operator names.</param>
    /// <returns>The stores that there are, and those of which this user may not see whether they are there.</returns>
    internal static IReadOnlyList<TokenStoreFile> Find(DeviceFolders folders, IEnumerable<string> more)
    {
        string?[] usual =
        [
            new ProvisioningRecordFile(folders.ProvisioningRecord).Read()?.Store.Folder,
            folders.DefaultStore,
            Environment.GetEnvironmentVariable("TPM2_PKCS11_STORE"),
            Path.Combine(folders.Root, "etc/tpm2_pkcs11"),
            .. ServiceStores(folders),
            Path.Combine(folders.Root, "root", UserFolder),
            .. Homes(folders).Select(home => Path.Combine(home, UserFolder)),
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), UserFolder),
            Environment.CurrentDirectory,
        ];
        return
        [
            .. more.Concat(usual.OfType<string>())
                .Where(folder => folder.Length > 0)
                .Select(folder => Path.GetFullPath(folder))
                .Distinct()
                .Select(folder => Path.Combine(folder, FileName))
                .Where(MayExist)
                .Select(Read),
        ];
    }

    /// <summary>
    /// The handles that the bytes of a store name. The module keeps each token's parent as tpm2-tss writes it (Esys_TR_Serialize): the
    /// handle, the object's name, its public area, in hexadecimal digits. Rows that were deleted may still be among the bytes: a
    /// handle rather counts as used once too often.
    /// </summary>
    internal static IReadOnlyList<string> HandlesIn(ReadOnlySpan<byte> store) =>
        [
            .. ParentHandle()
                .Matches(Encoding.Latin1.GetString(store))
                .Select(match => $"0x{match.Groups["handle"].Value.ToUpperInvariant()}")
                .Distinct(),
        ];

    private static IEnumerable<string> Homes(DeviceFolders folders)
    {
        string home = Path.Combine(folders.Root, "home");
        string accounts = Path.Combine(folders.Root, "etc/passwd");
        return
        [
            .. Directory.Exists(home) ? Directory.EnumerateDirectories(home) : [],
            .. File.Exists(accounts) ? File.ReadLines(accounts).Select(HomeOf).OfType<string>().Select(Below) : [],
        ];

        string Below(string path) => Path.Combine(folders.Root, path.TrimStart('/'));
    }

    // passwd(5): name, password, UID, GID, comment, home folder, shell.
    private static string? HomeOf(string account) =>
        account.Split(':') is { Length: 7 } fields && fields[5].StartsWith('/') ? fields[5] : null;

    private static IEnumerable<string?> ServiceStores(DeviceFolders folders) =>
        NucleusPlaces.Below(folders.Root).LookAtServices().Value?.Units.Select(unit => unit.Store) ?? [];

    // File.Exists tells of a folder that may not be entered that nothing is in it.
    private static bool MayExist(string path)
    {
        try
        {
            _ = File.GetAttributes(path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static TokenStoreFile Read(string path)
    {
        try
        {
            // Users make these files, and root reads them: a link may lead to a device that never ends.
            FileInfo file = new(path);
            return file.LinkTarget is not null || file.Length > LargestStore
                ? new TokenStoreFile(path, null, [])
                : new TokenStoreFile(
                    path,
                    HandlesIn(File.ReadAllBytes(path)),
                    StoreParents.Read(Path.GetDirectoryName(path)!)
                );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new TokenStoreFile(path, null, []);
        }
    }

    // As C code and tpm2_ptool write it: "esys-tr" : "81000001…, with the name's length (34) and algorithm (SHA-256) behind it.
    [GeneratedRegex(
        "esys-tr[^0-9]{1,16}?(?<handle>81[0-9a-fA-F]{6})00(22|32|42|16)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex ParentHandle();
}

/// <summary>A store.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Handles">The persistent handles that it names (<c>0x81000001</c>); null where it could not be read.</param>
/// <param name="Parents">Which token lies under which handle, as far as its tables tell.</param>
internal sealed record TokenStoreFile(string Path, IReadOnlyList<string>? Handles, IReadOnlyList<TokenParent> Parents)
{
    /// <summary>What of this store needs a handle: its tokens, or the store alone where only its bytes name the handle.</summary>
    internal IEnumerable<HandleUser> UsersOf(PersistentHandle handle)
    {
        HandleUser[] tokens =
        [
            .. Parents
                .Where(parent => parent.Handle == handle.Handle)
                .Select(parent => new HandleUser(Path, parent.Token)),
        ];
        return tokens.Length > 0 ? tokens
            : Handles?.Contains(handle.HandleText) == true ? [new HandleUser(Path, null)]
            : [];
    }
}
