using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GreengrassTpm.Verification;

/// <summary>The report for programs.</summary>
public static class JsonReport
{
    private static readonly JsonWriterOptions Form = new()
    {
        // Never inside HTML: quotes and the like need no escape sequences.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
    };

    /// <summary>The document's text.</summary>
    /// <param name="document">The document.</param>
    public static string Write(VerificationDocument document)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes, Form))
        {
            JsonSerializer.Serialize(writer, document, VerificationJson.Default.VerificationDocument);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
