using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GreengrassTpm.Bootstrap;

/// <summary>One JSON document for each run, for programs.</summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error: errors go there in words as well, for logs.</param>
public sealed class JsonOutput(TextWriter output, TextWriter error) : IOutput
{
    // Documents for programs, not for HTML: quotes and the like need no escape sequences.
    private static readonly ReportJson Json = new(
        new JsonSerializerOptions(ReportJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    /// <inheritdoc/>
    public void Begin(string title) { }

    /// <inheritdoc/>
    public void Finish(StepReport report) { }

    /// <inheritdoc/>
    public void Write(ProvisionReport report) => Write(report, Json.ProvisionReport);

    /// <inheritdoc/>
    public void Write(HandlesReport report) => Write(report, Json.HandlesReport);

    /// <inheritdoc/>
    public void Write(ConnectReport report) => Write(report, Json.ConnectReport);

    /// <inheritdoc/>
    public void Write(ErrorReport report)
    {
        ErrorText.Write(error, report);
        Write(report, Json.ErrorReport);
    }

    private void Write<T>(T report, JsonTypeInfo<T> type) => output.WriteLine(JsonSerializer.Serialize(report, type));
}
