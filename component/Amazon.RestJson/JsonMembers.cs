using System.Text.Json;

namespace Amazon.Runtime.RestJson;

/// <summary>
/// Members of JSON bodies in the shapes of the service models. Writing leaves null out; reading gives null for a member
/// that is missing or null.
/// </summary>
internal static class JsonMembers
{
    /// <summary>Writes a string member.</summary>
    public static void Member(this Utf8JsonWriter writer, string name, string value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>Writes a boolean member.</summary>
    public static void Member(this Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } set)
        {
            writer.WriteBoolean(name, set);
        }
    }

    /// <summary>Writes an integer member.</summary>
    public static void Member(this Utf8JsonWriter writer, string name, int? value) => writer.Member(name, (long?)value);

    /// <summary>Writes a long member.</summary>
    public static void Member(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } set)
        {
            writer.WriteNumber(name, set);
        }
    }

    /// <summary>Writes a member with a fraction.</summary>
    public static void Member(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } set)
        {
            writer.WriteNumber(name, set);
        }
    }

    /// <summary>Writes bytes, in base64.</summary>
    public static void Member(this Utf8JsonWriter writer, string name, MemoryStream value)
    {
        if (value is not null)
        {
            writer.WriteBase64String(name, value.ToArray());
        }
    }

    /// <summary>Writes a list of strings.</summary>
    public static void Member(this Utf8JsonWriter writer, string name, List<string> values)
    {
        if (values is null)
        {
            return;
        }
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }
        writer.WriteEndArray();
    }

    /// <summary>Writes a map of structures.</summary>
    public static void Member<T>(
        this Utf8JsonWriter writer,
        string name,
        Dictionary<string, T> values,
        Action<Utf8JsonWriter, T> members
    )
        where T : class
    {
        if (values is null)
        {
            return;
        }
        writer.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            writer.Member(key, value, members);
        }
        writer.WriteEndObject();
    }

    /// <summary>Writes a map of strings.</summary>
    public static void Member(this Utf8JsonWriter writer, string name, Dictionary<string, string> value)
    {
        if (value is null)
        {
            return;
        }
        writer.WriteStartObject(name);
        foreach (var (key, item) in value)
        {
            writer.WriteString(key, item);
        }
        writer.WriteEndObject();
    }

    /// <summary>Writes a structure.</summary>
    public static void Member<T>(this Utf8JsonWriter writer, string name, T value, Action<Utf8JsonWriter, T> members)
        where T : class
    {
        if (value is null)
        {
            return;
        }
        writer.WriteStartObject(name);
        members(writer, value);
        writer.WriteEndObject();
    }

    /// <summary>Writes a list of structures.</summary>
    public static void Member<T>(
        this Utf8JsonWriter writer,
        string name,
        List<T> values,
        Action<Utf8JsonWriter, T> members
    )
        where T : class
    {
        if (values is null)
        {
            return;
        }
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStartObject();
            members(writer, value);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>Reads a string member.</summary>
    public static string Text(this JsonElement reply, string name) =>
        reply.TryGetMember(name, out var value) ? value.GetString() : null;

    /// <summary>Reads an integer member.</summary>
    public static int? Integer(this JsonElement reply, string name) =>
        reply.TryGetMember(name, out var value) ? value.GetInt32() : null;

    /// <summary>Reads a long member.</summary>
    public static long? Long(this JsonElement reply, string name) =>
        reply.TryGetMember(name, out var value) ? value.GetInt64() : null;

    /// <summary>Reads a member with a fraction.</summary>
    public static double? Number(this JsonElement reply, string name) =>
        reply.TryGetMember(name, out var value) ? value.GetDouble() : null;

    /// <summary>Reads a boolean member.</summary>
    public static bool? Flag(this JsonElement reply, string name) =>
        reply.TryGetMember(name, out var value) ? value.GetBoolean() : null;

    /// <summary>Reads bytes, in base64.</summary>
    public static MemoryStream Blob(this JsonElement reply, string name) =>
        reply.TryGetMember(name, out var value) ? new MemoryStream(value.GetBytesFromBase64()) : null;

    /// <summary>Reads a timestamp: seconds since 1970-01-01T00:00:00Z, fractions allowed.</summary>
    public static DateTime? Time(this JsonElement reply, string name) =>
        reply.TryGetMember(name, out var value)
            ? DateTime.UnixEpoch.AddMilliseconds(Math.Round(value.GetDouble() * 1000))
            : null;

    /// <summary>Reads a structure.</summary>
    public static T Object<T>(this JsonElement reply, string name, Func<JsonElement, T> read)
        where T : class => reply.TryGetMember(name, out var value) ? read(value) : null;

    /// <summary>Reads a list.</summary>
    public static List<T> Items<T>(this JsonElement reply, string name, Func<JsonElement, T> read) =>
        reply.TryGetMember(name, out var values) ? [.. values.EnumerateArray().Select(read)] : Unset<List<T>>();

    /// <summary>Reads a map of strings.</summary>
    public static Dictionary<string, string> Map(this JsonElement reply, string name) =>
        reply.TryGetMember(name, out var values)
            ? values.EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetString())
            : Unset<Dictionary<string, string>>();

    /// <summary>Reads a map of structures.</summary>
    public static Dictionary<string, T> Map<T>(this JsonElement reply, string name, Func<JsonElement, T> read) =>
        reply.TryGetMember(name, out var values)
            ? values.EnumerateObject().ToDictionary(item => item.Name, item => read(item.Value))
            : Unset<Dictionary<string, T>>();

    /// <summary>A collection that nobody set, as <see cref="AWSConfigs.InitializeCollections"/> asks for.</summary>
    public static T Unset<T>()
        where T : class, new() => AWSConfigs.InitializeCollections ? new T() : null;

    private static bool TryGetMember(this JsonElement reply, string name, out JsonElement value) =>
        reply.TryGetProperty(name, out value) && value.ValueKind is not JsonValueKind.Null;
}
