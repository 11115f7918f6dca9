using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace GreengrassTpm.LocalCloud;

/// <summary>Checks who signed a request, and that it is fresh and unchanged.</summary>
internal sealed class SignatureVerifier(AccessKeys keys, string region, TimeProvider time)
{
    /// <summary>How far the caller's clock may be off.</summary>
    private static readonly TimeSpan MaximumSkew = TimeSpan.FromMinutes(5);

    /// <summary>Finds the key that a request was signed with.</summary>
    /// <param name="request">The request.</param>
    /// <param name="service">The service that must be in the scope.</param>
    /// <exception cref="ServiceError">403: no or unknown key, wrong scope, wrong time, or the signature does not match.</exception>
    public AccessKey Verify(SignedRequest request, string service)
    {
        var authorization =
            SigV4Authorization.Parse(request.Header("authorization"))
            ?? throw Refusal("MissingAuthenticationTokenException", "Missing Authentication Token");
        var key = keys.Find(authorization.AccessKeyId);
        if (key is null || key.SessionToken != request.Header("x-amz-security-token"))
        {
            throw Refusal("UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        if (key.Expires <= time.GetUtcNow())
        {
            throw Refusal("ExpiredTokenException", "The security token included in the request is expired");
        }
        CheckScope(authorization, service);
        CheckTime(request.Header("x-amz-date"));
        if (!Matches(request, authorization, key.Secret))
        {
            throw Refusal(
                "InvalidSignatureException",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
            );
        }
        return key;
    }

    private static bool Matches(SignedRequest request, SigV4Authorization authorization, string secret)
    {
        var declared = request.Header("x-amz-content-sha256");
        return (declared is null || declared == SigV4.Hash(request.Body.Span))
            && authorization.SignedHeaders.Contains("host")
            && CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(SigV4.Signature(request, authorization, secret)),
                Encoding.ASCII.GetBytes(authorization.Signature)
            );
    }

    private void CheckScope(SigV4Authorization authorization, string service)
    {
        if (authorization.Region != region)
        {
            throw Refusal(
                "InvalidSignatureException",
                $"Credential should be scoped to a valid region, not '{authorization.Region}'."
            );
        }
        if (authorization.Service != service)
        {
            throw Refusal("InvalidSignatureException", $"Credential should be scoped to correct service: '{service}'.");
        }
    }

    private void CheckTime(string? date)
    {
        if (
            !DateTimeOffset.TryParseExact(
                date,
                "yyyyMMdd'T'HHmmss'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var signed
            )
        )
        {
            throw Refusal("IncompleteSignatureException", "Date must be in ISO-8601 'basic format'.");
        }
        var now = time.GetUtcNow();
        if (signed < now - MaximumSkew)
        {
            throw Refusal(
                "InvalidSignatureException",
                $"Signature expired: {date} is now earlier than {Basic(now - MaximumSkew)} ({Basic(now)} - 5 min.)"
            );
        }
        if (signed > now + MaximumSkew)
        {
            throw Refusal(
                "InvalidSignatureException",
                $"Signature not yet current: {date} is still later than {Basic(now + MaximumSkew)} ({Basic(now)} + 5 min.)"
            );
        }
    }

    private static string Basic(DateTimeOffset time) =>
        time.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static ServiceError Refusal(string code, string message) => new(code, HttpStatusCode.Forbidden, message);
}
