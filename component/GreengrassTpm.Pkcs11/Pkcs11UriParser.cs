using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace GreengrassTpm.Pkcs11;

/// <summary>Reads one PKCS#11 URI from left to right (RFC 7512, 2.3).</summary>
internal ref struct Pkcs11UriParser
{
    private const int LongestUri = 4096;

    private readonly ReadOnlySpan<char> _text;
    private int _position;

    private Pkcs11UriParser(ReadOnlySpan<char> text) => _text = text;

    /// <summary>Reads a whole text.</summary>
    /// <exception cref="Pkcs11UriException">It is no PKCS#11 URI.</exception>
    public static Pkcs11Uri Parse(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestUri)
        {
            throw new Pkcs11UriException($"it is longer than {LongestUri} characters", LongestUri);
        }

        if (!text.StartsWith(Pkcs11UriSyntax.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw new Pkcs11UriException($"'{Pkcs11UriSyntax.Scheme}' is missing", 0);
        }

        var parser = new Pkcs11UriParser(text) { _position = Pkcs11UriSyntax.Scheme.Length };
        Pkcs11UriAttributes path = parser.ReadAttributes(';', Pkcs11UriSyntax.PathCharacters, inQuery: false);
        Pkcs11UriAttributes query = Pkcs11UriAttributes.None;
        if (parser.TryRead('?'))
        {
            query = parser.ReadAttributes('&', Pkcs11UriSyntax.QueryCharacters, inQuery: true);
        }

        return parser.AtEnd ? new Pkcs11Uri(path, query) : throw parser.Unexpected();
    }

    private readonly bool AtEnd => _position == _text.Length;

    private Pkcs11UriAttributes ReadAttributes(char separator, SearchValues<char> allowed, bool inQuery)
    {
        Pkcs11UriAttributes attributes = Pkcs11UriAttributes.None;
        if (AtEnd || _text[_position] == '?')
        {
            return attributes;
        }

        do
        {
            int start = _position;
            string name = ReadName();
            if (attributes.Contains(name) && !Pkcs11UriSyntax.MayRepeat(name, inQuery))
            {
                throw new Pkcs11UriException($"a second attribute '{name}'", start);
            }

            start = _position;
            byte[] value = ReadValue(allowed);
            RequireSense(name, value, start);
            attributes = attributes.Add(name, value);
        } while (TryRead(separator));

        return attributes;
    }

    private string ReadName()
    {
        int start = _position;
        while (!AtEnd && Pkcs11UriSyntax.NameCharacters.Contains(_text[_position]))
        {
            _position++;
        }

        if (_position == start)
        {
            throw AtEnd ? new Pkcs11UriException("an attribute is missing", start) : Unexpected();
        }

        string name = _text[start.._position].ToString();
        return TryRead('=') ? name : throw new Pkcs11UriException("'=' is missing", _position);
    }

    private byte[] ReadValue(SearchValues<char> allowed)
    {
        var value = new ArrayBufferWriter<byte>();
        while (!AtEnd)
        {
            if (TryRead('%'))
            {
                value.Write([ReadOctet()]);
            }
            else if (allowed.Contains(_text[_position]))
            {
                value.Write([(byte)_text[_position++]]);
            }
            else
            {
                break;
            }
        }

        return value.WrittenSpan.ToArray();
    }

    private byte ReadOctet()
    {
        if (
            _position + 2 > _text.Length
            || !byte.TryParse(
                _text.Slice(_position, 2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out byte octet
            )
        )
        {
            throw new Pkcs11UriException("'%' without two hexadecimal digits", _position - 1);
        }

        _position += 2;
        return octet;
    }

    private bool TryRead(char expected)
    {
        bool found = !AtEnd && _text[_position] == expected;
        _position += found ? 1 : 0;
        return found;
    }

    // A value is not repeated in the message: it may be a PIN.
    private static void RequireSense(string name, byte[] value, int position)
    {
        if (name == "id")
        {
            return;
        }

        if (!Utf8.IsValid(value))
        {
            throw new Pkcs11UriException($"the value of '{name}' is not UTF-8", position);
        }

        string text = System.Text.Encoding.UTF8.GetString(value);
        if (name == "type" && Pkcs11UriSyntax.ParseType(text) is null)
        {
            throw new Pkcs11UriException("a type that is none of private, public, cert, secret-key, data", position);
        }

        if (name == "slot-id" && Pkcs11UriSyntax.ParseNumber(text) is null)
        {
            throw new Pkcs11UriException("a slot-id that is not a number", position);
        }
    }

    private readonly Pkcs11UriException Unexpected() =>
        new($"a character that does not belong there (U+{(int)_text[_position]:X4})", _position);
}
