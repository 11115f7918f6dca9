using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>The token that provisioning has made, and what else is in its store, private objects too as far as the PIN is there.</summary>
/// <param name="location">Where it is.</param>
/// <param name="store">The store as provisioning found or made it.</param>
/// <param name="ours">Which objects are ours.</param>
/// <param name="folders">The device's places.</param>
internal sealed class TeardownToken(TokenLocation location, RecordedStore store, OwnObjects ours, DeviceFolders folders)
{
    private const string StoreFilePrefix = "tpm2_pkcs11.sqlite3";

    private bool? _storeStays;
    private TokenContents? _public;

    /// <summary>Whether the store is somebody else's too: it was there before, or something that is not ours is in it. Decided once, at the first look.</summary>
    /// <exception cref="TokenException">The store cannot be read.</exception>
    internal bool StoreStays => _storeStays ??= Directory.Exists(store.Folder) && (!store.Created || IsShared());

    /// <summary>Where the token is, in words.</summary>
    internal string Name => $"token {location.TokenLabel} in {store.Folder}";

    /// <summary>Our objects that everybody may see: certificates and public keys.</summary>
    /// <exception cref="TokenException">The store cannot be read.</exception>
    internal IReadOnlyList<TokenObject> PublicObjects() => ours.In(ReadPublic());

    /// <summary>Our objects, private keys too.</summary>
    /// <exception cref="CommandException">The token does not let us in.</exception>
    /// <exception cref="TokenException">The store cannot be read.</exception>
    internal IReadOnlyList<TokenObject> Objects() =>
        !location.HasStore || !ours.CanBe ? [] : LockoutExplanation.Around(location, ReadOurs);

    /// <summary>Destroys our objects and no others.</summary>
    /// <exception cref="CommandException">The token does not let us in.</exception>
    /// <exception cref="TokenException">They could not be destroyed.</exception>
    internal void Destroy() =>
        LockoutExplanation.Around(
            location,
            () =>
            {
                using CreationMask mask = CreationMask.ForGroup();
                using Pin pin = ReadPin();
                TokenWriter.Write(
                    location,
                    pin,
                    token =>
                    {
                        foreach (TokenObject item in ours.In(token.ReadContents()))
                        {
                            token.Destroy(item.Identity, item.Id);
                        }
                    }
                );
                return true;
            }
        );

    private bool IsShared() =>
        Directory.EnumerateFileSystemEntries(store.Folder).Select(Path.GetFileName).Any(IsForeignFile)
        || (location.HasStore && (HasOtherTokens() || ours.AreMixed(ReadPublic()) || ours.AreMixed(ReadPrivate())));

    private static bool IsForeignFile(string? name) =>
        name is not null && !name.StartsWith(StoreFilePrefix, StringComparison.Ordinal);

    private bool HasOtherTokens()
    {
        using CreationMask mask = CreationMask.ForGroup();
        return ModuleSurvey
            .Take(location)
            .Tokens.Any(token => token.IsInitialised && token.Label != location.TokenLabel);
    }

    private TokenContents ReadPublic()
    {
        if (_public is null && location.HasStore)
        {
            _public = Read(pin: null);
        }

        return _public ?? TokenPicture.None.Contents;
    }

    /// <summary>All that the PIN shows, by one try; nothing where it is not known: its file is gone, or a change of it was cut off.</summary>
    /// <exception cref="CommandException">The token does not let us in.</exception>
    private TokenContents ReadPrivate()
    {
        try
        {
            return File.Exists(folders.UserPin) && !File.Exists(folders.NextUserPin)
                ? LockoutExplanation.Around(location, ReadAll)
                : TokenPicture.None.Contents;
        }
        catch (CommandException error)
        {
            throw new CommandException(
                error.ExitCode,
                $"whether something of others is on {Name} cannot be told: {error.Message}",
                $"{error.Hint}; or, where nothing of others is there, say --discard-store",
                error
            );
        }
    }

    private IReadOnlyList<TokenObject> ReadOurs() => ours.In(ReadAll());

    private TokenContents ReadAll()
    {
        try
        {
            using Pin pin = ReadPin();
            return Read(pin);
        }
        catch (PinNotInitialisedException)
        {
            // Provisioning was interrupted before the token could hold anything.
            return TokenPicture.None.Contents;
        }
    }

    private TokenContents Read(Pin? pin)
    {
        try
        {
            using CreationMask mask = CreationMask.ForGroup();
            using var reader = TokenReader.Open(location, pin);
            return reader.ReadContents();
        }
        catch (TokenNotFoundException)
        {
            return TokenPicture.None.Contents;
        }
    }

    private Pin ReadPin() =>
        File.Exists(folders.UserPin)
            ? UserPin.Read(folders)
            : throw new CommandException(
                ExitCode.Permission,
                $"{folders.UserPin} is missing, and the objects on {Name} cannot be destroyed without it",
                "restore the file from a backup (0600, root), then run the same command again"
            );
}
