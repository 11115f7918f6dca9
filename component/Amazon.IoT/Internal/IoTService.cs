using Amazon.IoT.Model;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Internal;

/// <summary>The IoT control plane: its name, version and errors (service model 2015-05-28).</summary>
internal static class IoTService
{
    /// <summary>What all operations share.</summary>
    public static readonly RestJsonService Instance = new(
        "Amazon.IoT",
        "2015-05-28",
        (error, inner, status, _) =>
            new AmazonIoTException(error.Message, inner, error.Type, error.Code, error.RequestId, status)
    );

    /// <summary>Errors that nearly every operation declares.</summary>
    private static readonly string[] CommonErrors =
    [
        "InternalFailureException",
        "InvalidRequestException",
        "ServiceUnavailableException",
        "ThrottlingException",
        "UnauthorizedException",
    ];

    private static readonly Dictionary<string, ErrorFactory> AllErrors = new(StringComparer.Ordinal)
    {
        ["CertificateStateException"] = (e, inner, status, _) =>
            new CertificateStateException(e.Message, inner, e.Type, e.Code, e.RequestId, status),
        ["DeleteConflictException"] = (e, inner, status, _) =>
            new DeleteConflictException(e.Message, inner, e.Type, e.Code, e.RequestId, status),
        ["InternalFailureException"] = (e, inner, status, _) =>
            new InternalFailureException(e.Message, inner, e.Type, e.Code, e.RequestId, status),
        ["InvalidRequestException"] = (e, inner, status, _) =>
            new InvalidRequestException(e.Message, inner, e.Type, e.Code, e.RequestId, status),
        ["LimitExceededException"] = (e, inner, status, _) =>
            new LimitExceededException(e.Message, inner, e.Type, e.Code, e.RequestId, status),
        ["MalformedPolicyException"] = (e, inner, status, _) =>
            new MalformedPolicyException(e.Message, inner, e.Type, e.Code, e.RequestId, status),
        ["ResourceAlreadyExistsException"] = ResourceAlreadyExistsError.Create,
        ["ResourceNotFoundException"] = (e, inner, status, _) =>
            new ResourceNotFoundException(e.Message, inner, e.Type, e.Code, e.RequestId, status),
        ["ServiceUnavailableException"] = (e, inner, status, _) =>
            new ServiceUnavailableException(e.Message, inner, e.Type, e.Code, e.RequestId, status),
        ["ThrottlingException"] = (e, inner, status, _) =>
            new ThrottlingException(e.Message, inner, e.Type, e.Code, e.RequestId, status),
        ["UnauthorizedException"] = (e, inner, status, _) =>
            new UnauthorizedException(e.Message, inner, e.Type, e.Code, e.RequestId, status),
        ["VersionConflictException"] = (e, inner, status, _) =>
            new VersionConflictException(e.Message, inner, e.Type, e.Code, e.RequestId, status),
    };

    /// <summary>The common errors and those named.</summary>
    public static IReadOnlyDictionary<string, ErrorFactory> Errors(params string[] names) =>
        OnlyErrors([.. CommonErrors, .. names]);

    /// <summary>The errors named and no others.</summary>
    public static IReadOnlyDictionary<string, ErrorFactory> OnlyErrors(params string[] names) =>
        names.ToDictionary(name => name, name => AllErrors[name], StringComparer.Ordinal);
}
