using System.Text;
using System.Text.Json;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>Reads the errors of both nuclei, the modelled and the others.</summary>
internal static class ServiceErrors
{
    private const int LongestDetail = 2_000;

    /// <summary>Reads an APPLICATION_ERROR.</summary>
    public static ServiceErrorException Read(string operation, RpcMessage message)
    {
        ErrorPayload? payload = message.ContentType.Span.StartsWith("text/plain"u8) ? null : TryParse(message.Payload);
        if (payload is null)
        {
            string text = Shorten(Encoding.UTF8.GetString(message.Payload.Span));
            ServiceErrorCode plain =
                text == "InternalServerError" ? ServiceErrorCode.InternalServerError : ServiceErrorCode.Unknown;
            return new ServiceErrorException(operation, plain, "", text);
        }

        string name = payload.ErrorCode ?? WithoutNamespace(Encoding.UTF8.GetString(message.ServiceModelType.Span));
        string detail = Shorten(payload.Message ?? payload.UnderscoreMessage ?? payload.Error ?? "");
        ServiceErrorCode code = IsUnsupported(name, payload) ? ServiceErrorCode.OperationNotSupported : CodeOf(name);
        return new ServiceErrorException(operation, code, Shorten(name), detail);
    }

    private static ServiceErrorCode CodeOf(string name) =>
        name switch
        {
            "ServiceError" => ServiceErrorCode.Service,
            "ResourceNotFoundError" => ServiceErrorCode.ResourceNotFound,
            "InvalidArgumentsError" => ServiceErrorCode.InvalidArguments,
            "ComponentNotFoundError" => ServiceErrorCode.ComponentNotFound,
            "UnauthorizedError" => ServiceErrorCode.Unauthorized,
            "ConflictError" => ServiceErrorCode.Conflict,
            "FailedUpdateConditionCheckError" => ServiceErrorCode.FailedUpdateConditionCheck,
            "InvalidTokenError" => ServiceErrorCode.InvalidToken,
            "InvalidRecipeDirectoryPathError" => ServiceErrorCode.InvalidRecipeDirectoryPath,
            "InvalidArtifactsDirectoryPathError" => ServiceErrorCode.InvalidArtifactsDirectoryPath,
            _ => ServiceErrorCode.Unknown,
        };

    // Three ways to say it: a classic nucleus that is older than the operation (no model type at all), a classic nucleus
    // without the plugin that serves it, and nucleus lite (a ServiceError whose only text is empty).
    private static bool IsUnsupported(string name, ErrorPayload payload) =>
        name switch
        {
            "" => payload.Error == "Unsupported Operation",
            "ServiceError" => payload is { Message: null, UnderscoreMessage: "" }
                || (payload.Message ?? payload.UnderscoreMessage ?? "").EndsWith(
                    "is not supported by Greengrass",
                    StringComparison.Ordinal
                ),
            _ => false,
        };

    private static ErrorPayload? TryParse(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload.Span, IpcJson.Context.ErrorPayload);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string WithoutNamespace(string model) => model[(model.IndexOf('#', StringComparison.Ordinal) + 1)..];

    private static string Shorten(string text) => text.Length <= LongestDetail ? text : text[..LongestDetail] + "…";
}
