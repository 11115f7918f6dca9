using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>A time as the model has it: seconds since 1970 as a number with a fraction. Nucleus lite refuses an integer.</summary>
internal sealed class TimestampConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(reader.GetDouble() * 1000));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        decimal seconds = value.ToUnixTimeMilliseconds() / 1000m;
        writer.WriteRawValue(seconds.ToString("F3", CultureInfo.InvariantCulture));
    }
}
