using System.Text.Json;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Util;
using Amazon.Util;

namespace Amazon.Runtime.RestJson;

/// <summary>The HTTP request of one call while its members are being bound. A member that is null is left out.</summary>
internal sealed class RestJsonCall(RestJsonService service, DefaultRequest request)
{
    /// <summary>Binds a required member to a <c>{label}</c> of the path; it is percent-encoded, slashes included.</summary>
    /// <param name="label">Name of the label.</param>
    /// <param name="field">Name of the request's property, for the error.</param>
    /// <param name="value">The property's value.</param>
    /// <exception cref="AmazonServiceException">The value is missing: the path would name another resource.</exception>
    public void Label(string label, string field, string value)
    {
        if (string.IsNullOrEmpty(value))
        {
            var error = new ErrorResponse { Message = $"Request object does not have required field {field} set" };
            throw service.Unmodelled(error, null, default, []);
        }
        request.AddPathResource($"{{{label}}}", StringUtils.FromString(value));
    }

    /// <summary>Binds a member to a query parameter.</summary>
    public void Query(string name, string value)
    {
        if (value is null)
        {
            return;
        }
        request.Parameters.Add(name, StringUtils.FromString(value));
        request.UseQueryString = true;
    }

    /// <inheritdoc cref="Query(string, string)"/>
    public void Query(string name, bool? value)
    {
        if (value is { } set)
        {
            Query(name, StringUtils.FromBool(set));
        }
    }

    /// <inheritdoc cref="Query(string, string)"/>
    public void Query(string name, int? value)
    {
        if (value is { } set)
        {
            Query(name, StringUtils.FromInt(set));
        }
    }

    /// <inheritdoc cref="Query(string, string)"/>
    public void Query(string name, long? value)
    {
        if (value is { } set)
        {
            Query(name, StringUtils.FromLong(set));
        }
    }

    /// <summary>Binds a member to a header.</summary>
    public void Header(string name, string value)
    {
        if (value is not null)
        {
            request.Headers[name] = value;
        }
    }

    /// <summary>Writes the members that are bound to the body, as one JSON object.</summary>
    public void Body(Action<Utf8JsonWriter> members)
    {
        var content = new PooledContentStream();
        using (var writer = new Utf8JsonWriter(content.BufferWriter))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }
        request.ContentStream = content;
        request.Headers[HeaderKeys.ContentTypeHeader] = "application/json";
    }
}
