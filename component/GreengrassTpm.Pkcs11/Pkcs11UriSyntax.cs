using System.Buffers;
using System.Globalization;
using System.Text;

namespace GreengrassTpm.Pkcs11;

/// <summary>The grammar of RFC 7512, section 2.3.</summary>
internal static class Pkcs11UriSyntax
{
    /// <summary>The scheme with its colon.</summary>
    public const string Scheme = "pkcs11:";

    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"; // RFC 3986, 2.3
    private const string Available = ":[]@!$'()*+,="; // pk11-res-avail

    // p11tool writes the path in this order, and the tutorial's examples have it.
    private static readonly string[] PathNames =
    [
        "library-description",
        "library-manufacturer",
        "library-version",
        "slot-description",
        "slot-manufacturer",
        "slot-id",
        "model",
        "manufacturer",
        "serial",
        "token",
        "id",
        "object",
        "type",
    ];

    private static readonly string[] QueryNames = ["module-name", "module-path", "pin-source", "pin-value"];

    private static readonly (Pkcs11UriObjectType Type, string Text)[] Types =
    [
        (Pkcs11UriObjectType.PrivateKey, "private"),
        (Pkcs11UriObjectType.PublicKey, "public"),
        (Pkcs11UriObjectType.Certificate, "cert"),
        (Pkcs11UriObjectType.SecretKey, "secret-key"),
        (Pkcs11UriObjectType.Data, "data"),
    ];

    /// <summary>pk11-pchar without the percent sign.</summary>
    public static readonly SearchValues<char> PathCharacters = SearchValues.Create(Unreserved + Available + "&");

    /// <summary>pk11-qchar without the percent sign.</summary>
    public static readonly SearchValues<char> QueryCharacters = SearchValues.Create(Unreserved + Available + "/?|");

    /// <summary>pk11-v-attr-nm-char.</summary>
    public static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    );

    /// <summary>The place of an attribute in canonical order; vendors' come last.</summary>
    public static int RankOf(string name) =>
        (Array.IndexOf(PathNames, name), Array.IndexOf(QueryNames, name)) switch
        {
            (>= 0 and int rank, _) => rank,
            (_, >= 0 and int rank) => rank,
            _ => int.MaxValue,
        };

    /// <summary>Whether the RFC says that an attribute may occur several times: vendors' in the query.</summary>
    public static bool MayRepeat(string name, bool inQuery) => inQuery && !QueryNames.Contains(name);

    /// <summary>What a kind of object is called.</summary>
    public static string TypeText(Pkcs11UriObjectType type) => Types.First(one => one.Type == type).Text;

    /// <summary>The kind of object with a name, or <see langword="null"/>.</summary>
    public static Pkcs11UriObjectType? ParseType(string text) =>
        Array.FindIndex(Types, one => one.Text == text) is >= 0 and int index ? Types[index].Type : null;

    /// <summary>A number of digits, or <see langword="null"/>.</summary>
    public static ulong? ParseNumber(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number : null;

    /// <summary>Writes a URI.</summary>
    public static string Format(Pkcs11UriAttributes path, Pkcs11UriAttributes query)
    {
        var text = new StringBuilder(Scheme).AppendJoin(';', path.All.Select(one => Format(one, PathCharacters)));
        string queryText = string.Join('&', query.All.Select(one => Format(one, QueryCharacters)));
        return (queryText.Length == 0 ? text : text.Append('?').Append(queryText)).ToString();
    }

    private static string Format((string Name, ReadOnlyMemory<byte> Value) attribute, SearchValues<char> allowed)
    {
        var text = new StringBuilder(attribute.Name).Append('=');
        foreach (byte octet in attribute.Value.Span)
        {
            // "The octets of the id attribute should all be percent-encoded."
            _ =
                attribute.Name != "id" && allowed.Contains((char)octet)
                    ? text.Append((char)octet)
                    : text.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return text.ToString();
    }
}
