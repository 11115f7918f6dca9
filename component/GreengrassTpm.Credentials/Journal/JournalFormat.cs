using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GreengrassTpm.Credentials;

/// <summary>
/// The journal's line: <c>{"v":1,"sum":"…","record":{…}}</c>, where <c>sum</c> is the SHA-256 of the version in decimal, a colon and the
/// bytes of <c>record</c> as they stand: its first 32 hexadecimal digits. A line is read only if its sum is right.
/// </summary>
internal static partial class JournalFormat
{
    /// <summary>The version that this program writes; it reads this one and, where their record is frozen, later ones.</summary>
    public const int Version = 1;

    /// <summary>A record holds one certificate and a short list of objects; a longer line is not ours.</summary>
    public const int MaximumLineLength = 64 * 1024;

    private const int SumLength = 32;

    /// <summary>Encodes one record as a line with its line feed.</summary>
    public static byte[] Encode(JournalRecord record)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(record, JournalJson.Default.JournalRecord);
        return
        [
            .. Encoding.ASCII.GetBytes($"{{\"v\":{Version},\"sum\":\"{Sum(Version, body)}\",\"record\":"),
            .. body,
            .. "}\n"u8,
        ];
    }

    /// <summary>Decodes one line without its line feed.</summary>
    /// <param name="line">The line, whatever it holds.</param>
    /// <returns>The record, or what is wrong with the line.</returns>
    public static JournalLine Decode(ReadOnlyMemory<byte> line)
    {
        try
        {
            var (version, sum, body) = Open(line);
            return version < 1 || body.IsEmpty || sum != Sum(version, body.Span)
                ? new(null, JournalLineVerdict.Damaged)
                : DecodeBody(version, body);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is the reader's word for a string that is not UTF-8.
            return new(null, JournalLineVerdict.Damaged);
        }
    }

    private static JournalLine DecodeBody(int version, ReadOnlyMemory<byte> body)
    {
        try
        {
            return new(
                JsonSerializer.Deserialize(body.Span, JournalJson.Default.JournalRecord),
                JournalLineVerdict.Whole
            );
        }
        catch (JsonException) when (version > Version)
        {
            return new(null, JournalLineVerdict.FromLaterVersion);
        }
    }

    private static (int Version, string Sum, ReadOnlyMemory<byte> Body) Open(ReadOnlyMemory<byte> line)
    {
        var reader = new Utf8JsonReader(line.Span);
        var (version, sum, body) = (0, "", ReadOnlyMemory<byte>.Empty);
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "v" when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out version):
                    break;
                case "sum" when reader.TokenType == JsonTokenType.String:
                    sum = reader.GetString()!;
                    break;
                case "record":
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    body = line[start..(int)reader.BytesConsumed];
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (version, sum, body);
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new JsonException("no JSON object");
        }
    }

    private static string Sum(int version, ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.ASCII.GetBytes($"{version}:"), .. body]))[..SumLength];

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UseStringEnumConverter = true
    )]
    [JsonSerializable(typeof(JournalRecord))]
    private sealed partial class JournalJson : JsonSerializerContext;
}
