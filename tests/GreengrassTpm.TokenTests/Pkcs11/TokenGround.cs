using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;

namespace GreengrassTpm.TokenTests.Pkcs11;

/// <summary>A module with room for new tokens, and what independent readers need to see them.</summary>
internal abstract class TokenGround : IDisposable
{
    public const string Label = "greengrass";
    public const string UserPin = "user-1234-5678";
    public const string SecurityOfficerPin = "so-1234-5678";

    /// <summary>The token that a test makes.</summary>
    public abstract TokenLocation Location { get; }

    /// <summary>What a child process needs to see it.</summary>
    public abstract IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>The token for independent readers.</summary>
    public TokenAccess Access => new(Location.ModulePath, Location.TokenLabel, UserPin, Environment);

    public abstract void Dispose();

    /// <summary>Initialises the token with the two PINs above.</summary>
    public TokenInitialisation Initialise()
    {
        using Pin securityOfficer = Pin.FromUtf8("so-1234-5678"u8);
        using Pin user = OpenPin();
        return TokenInitialiser.Initialise(Location, securityOfficer, user);
    }

    /// <summary>The user PIN.</summary>
    public static Pin OpenPin() => Pin.FromUtf8("user-1234-5678"u8);

    /// <summary>Runs a write sequence as the user.</summary>
    public T Write<T>(Func<WritableToken, T> write)
    {
        using Pin pin = OpenPin();
        return TokenWriter.Write(Location, pin, write);
    }

    /// <inheritdoc cref="Write{T}"/>
    public void Write(Action<WritableToken> write)
    {
        using Pin pin = OpenPin();
        TokenWriter.Write(Location, pin, write);
    }

    /// <summary>Makes a token as another program does: up to C_InitToken, or to its user PIN.</summary>
    public void MakeForeignToken(string label, string? userPin, string securityOfficerPin = SecurityOfficerPin) =>
        ForeignToken.Make(Access with { TokenLabel = label }, securityOfficerPin, userPin);

    /// <summary>Opens the token as the user, reads, closes.</summary>
    public T Read<T>(Func<TokenReader, T> read)
    {
        using Pin pin = OpenPin();
        using TokenReader reader = TokenReader.Open(Location, pin);
        return read(reader);
    }

    /// <summary>The token's contents, opened afresh.</summary>
    public TokenContents ReadContents() => Read(reader => reader.ReadContents());
}
