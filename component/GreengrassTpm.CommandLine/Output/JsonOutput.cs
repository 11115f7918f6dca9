using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GreengrassTpm.CommandLine;

/// <summary>One JSON document for each run, for programs.</summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error: errors go there in words as well, for logs.</param>
public sealed class JsonOutput(TextWriter output, TextWriter error) : IOutput
{
    private static readonly JsonWriterOptions Form = new()
    {
        // Documents for programs, not for HTML: quotes and the like need no escape sequences.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
    };

    /// <inheritdoc/>
    public void Begin(string title) { }

    /// <inheritdoc/>
    public void Finish(StepReport report) { }

    /// <inheritdoc/>
    public void Write(Report report) => Write(report, report.JsonType);

    /// <inheritdoc/>
    public void Write(ErrorReport report)
    {
        ErrorText.Write(error, report);
        Write(report, ErrorJson.Default.ErrorReport);
    }

    private void Write(object document, JsonTypeInfo type)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes, Form))
        {
            JsonSerializer.Serialize(writer, document, type);
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
