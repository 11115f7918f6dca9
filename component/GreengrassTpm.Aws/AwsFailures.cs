using System.Net;
using Amazon.Runtime;

namespace GreengrassTpm.Aws;

/// <summary>Tells the failures of AWS' services apart, by status and error code and never by their text.</summary>
public static class AwsFailures
{
    // The services spell the same error in several ways (https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html).
    private static readonly Dictionary<string, AwsFailure> Codes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Throttling"] = AwsFailure.Throttled,
        ["ThrottlingException"] = AwsFailure.Throttled,
        ["ThrottledException"] = AwsFailure.Throttled,
        ["TooManyRequestsException"] = AwsFailure.Throttled,
        ["RequestLimitExceeded"] = AwsFailure.Throttled,
        ["RequestThrottled"] = AwsFailure.Throttled,
        ["ConflictingResourceUpdateException"] = AwsFailure.Unavailable,
        ["RequestTimeout"] = AwsFailure.Unavailable,
        ["RequestTimeoutException"] = AwsFailure.Unavailable,
        ["AccessDenied"] = AwsFailure.Denied,
        ["AccessDeniedException"] = AwsFailure.Denied,
        ["UnauthorizedException"] = AwsFailure.Denied,
        ["UnauthorizedOperation"] = AwsFailure.Denied,
        ["ForbiddenException"] = AwsFailure.Denied,
        ["ExpiredToken"] = AwsFailure.CredentialsExpired,
        ["ExpiredTokenException"] = AwsFailure.CredentialsExpired,
        ["RequestExpired"] = AwsFailure.CredentialsExpired,
        ["UnrecognizedClientException"] = AwsFailure.CredentialsUnknown,
        ["InvalidClientTokenId"] = AwsFailure.CredentialsUnknown,
        ["InvalidClientTokenIdException"] = AwsFailure.CredentialsUnknown,
        ["MissingAuthenticationToken"] = AwsFailure.CredentialsUnknown,
        ["MissingAuthenticationTokenException"] = AwsFailure.CredentialsUnknown,
        ["InvalidSignatureException"] = AwsFailure.SignatureRefused,
        ["SignatureDoesNotMatch"] = AwsFailure.SignatureRefused,
        ["RequestTimeTooSkewed"] = AwsFailure.SignatureRefused,
        ["IncompleteSignature"] = AwsFailure.SignatureRefused,
        ["IncompleteSignatureException"] = AwsFailure.SignatureRefused,
        ["ResourceNotFoundException"] = AwsFailure.NotFound,
        ["LimitExceededException"] = AwsFailure.QuotaUsedUp,
    };

    /// <summary>What an error of a service means.</summary>
    public static AwsFailure Of(AmazonServiceException error) => Of(error.StatusCode, error.ErrorCode);

    /// <summary>What an answer's status and error code mean.</summary>
    /// <param name="status">The status of the HTTP answer.</param>
    /// <param name="code">The error's code; null or empty where the answer names none.</param>
    public static AwsFailure Of(HttpStatusCode status, string? code) =>
        status switch
        {
            HttpStatusCode.TooManyRequests => AwsFailure.Throttled,
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => AwsFailure.Unavailable,
            _ when string.IsNullOrEmpty(code) => AwsFailure.Foreign,
            _ => Codes.GetValueOrDefault(code, AwsFailure.Other),
        };
}
