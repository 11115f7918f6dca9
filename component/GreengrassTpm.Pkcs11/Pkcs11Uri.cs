using System.Diagnostics.CodeAnalysis;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// A PKCS#11 URI (RFC 7512): says which object on which token, and how to get at it. Two are equal if they have the same
/// attributes, in whatever order and escaping they were written.
/// </summary>
/// <remarks>
/// Attributes that are known only to a vendor are kept. Values are text, except <see cref="Id"/>, which is bytes. The PIN
/// that a URI may hold is shown by <see cref="ReadPin"/> and <see cref="FormatWithPin"/> alone.
/// </remarks>
public sealed class Pkcs11Uri : IEquatable<Pkcs11Uri>
{
    private const string Redacted = "[redacted]";
    private readonly Pkcs11UriAttributes _path;
    private readonly Pkcs11UriAttributes _query;

    internal Pkcs11Uri(Pkcs11UriAttributes path, Pkcs11UriAttributes query)
    {
        _path = path;
        _query = query;
    }

    /// <summary>The URI of an object on a token, in the form that the nucleus' configuration has.</summary>
    /// <param name="token">The token's label.</param>
    /// <param name="label">CKA_LABEL.</param>
    /// <param name="type">The kind of object.</param>
    public static Pkcs11Uri ForObject(string token, string label, Pkcs11UriObjectType type) =>
        new(
            Pkcs11UriAttributes
                .None.Add("token", token)
                .Add("object", label)
                .Add("type", Pkcs11UriSyntax.TypeText(type)),
            Pkcs11UriAttributes.None
        );

    /// <summary>The token's label (<c>token</c>).</summary>
    public string? Token => _path.Text("token");

    /// <summary>The token's maker (<c>manufacturer</c>).</summary>
    public string? Manufacturer => _path.Text("manufacturer");

    /// <summary>The token's model (<c>model</c>).</summary>
    public string? Model => _path.Text("model");

    /// <summary>The token's serial number (<c>serial</c>).</summary>
    public string? SerialNumber => _path.Text("serial");

    /// <summary>CKA_LABEL (<c>object</c>).</summary>
    public string? ObjectLabel => _path.Text("object");

    /// <summary>The kind of object (<c>type</c>).</summary>
    public Pkcs11UriObjectType? Type => _path.Text("type") is string text ? Pkcs11UriSyntax.ParseType(text) : null;

    /// <summary>CKA_ID (<c>id</c>); <see langword="null"/> = the URI does not say.</summary>
    public ReadOnlyMemory<byte>? Id => _path.Bytes("id");

    /// <summary>The slot (<c>slot-id</c>).</summary>
    public ulong? SlotId => _path.Text("slot-id") is string text ? Pkcs11UriSyntax.ParseNumber(text) : null;

    /// <summary>The module's path (<c>module-path</c>).</summary>
    public string? ModulePath => _query.Text("module-path");

    /// <summary>The module's name (<c>module-name</c>).</summary>
    public string? ModuleName => _query.Text("module-name");

    /// <summary>Where the PIN is to be read from (<c>pin-source</c>).</summary>
    public string? PinSource => _query.Text("pin-source");

    /// <summary>The file that the PIN is to be read from: <see cref="PinSource"/> is its path, or a <c>file:</c> URI (RFC 7512, section 2.4).</summary>
    public string? PinFile =>
        PinSource is not string source ? null
        : Uri.TryCreate(source, UriKind.Absolute, out Uri? uri) && uri.IsFile ? uri.LocalPath
        : source.StartsWith("file:", StringComparison.Ordinal) ? source["file:".Length..]
        : source;

    /// <summary>Whether the URI holds a PIN (<c>pin-value</c>).</summary>
    public bool HasPin => _query.Contains("pin-value");

    /// <summary>Reads a URI.</summary>
    /// <exception cref="Pkcs11UriException">The text is none; says why and where.</exception>
    public static Pkcs11Uri Parse(string text) => Pkcs11UriParser.Parse(text);

    /// <summary>Reads a URI.</summary>
    /// <returns><see langword="false"/> if the text is none.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Pkcs11Uri? uri)
    {
        uri = null;
        try
        {
            uri = text is null ? null : Parse(text);
        }
        catch (Pkcs11UriException)
        {
            return false;
        }

        return uri is not null;
    }

    /// <summary>The PIN that the URI holds, or <see langword="null"/>. The caller's to dispose.</summary>
    /// <exception cref="PinUnusableException">What it holds cannot be a PIN.</exception>
    public Pin? ReadPin() => _query.Bytes("pin-value") is ReadOnlyMemory<byte> value ? Pin.FromUtf8(value.Span) : null;

    /// <summary>This URI with another CKA_ID, or with none.</summary>
    public Pkcs11Uri WithId(ReadOnlyMemory<byte>? id) =>
        new(id is null ? _path.Without("id") : _path.Without("id").Add("id", id.Value), _query);

    /// <summary>The URI in full. With a PIN in it this text is a secret; it is meant for files that only root can read.</summary>
    public string FormatWithPin() => Pkcs11UriSyntax.Format(_path, _query);

    /// <summary>The URI for messages: a PIN in it, and where one is kept, are redacted.</summary>
    public override string ToString() =>
        Pkcs11UriSyntax.Format(_path, _query.Redact("pin-value", Redacted).Redact("pin-source", Redacted));

    /// <inheritdoc/>
    public bool Equals(Pkcs11Uri? other) =>
        other is not null && _path.Equals(other._path) && _query.Equals(other._query);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Pkcs11Uri);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_path, _query);
}
