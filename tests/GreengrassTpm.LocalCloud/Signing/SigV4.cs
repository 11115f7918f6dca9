using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace GreengrassTpm.LocalCloud;

/// <summary>
/// AWS Signature Version 4, seen from the service
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). Paths are encoded once
/// more, except by S3.
/// </summary>
public static partial class SigV4
{
    /// <summary>Name of the algorithm.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Computes a request's signature.</summary>
    /// <param name="request">The request.</param>
    /// <param name="authorization">Scope and signed headers.</param>
    /// <param name="secret">The secret access key.</param>
    /// <returns>Lower-case hexadecimal digits.</returns>
    public static string Signature(SignedRequest request, SigV4Authorization authorization, string secret)
    {
        var text = string.Join(
            '\n',
            Algorithm,
            request.Header("x-amz-date"),
            authorization.Scope,
            Hash(Encoding.UTF8.GetBytes(CanonicalRequest(request, authorization)))
        );
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in authorization.Scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>SHA-256 as lower-case hexadecimal digits.</summary>
    public static string Hash(ReadOnlySpan<byte> data) => Convert.ToHexStringLower(SHA256.HashData(data));

    private static string CanonicalRequest(SignedRequest request, SigV4Authorization authorization)
    {
        var headers = authorization.SignedHeaders.Select(name =>
            $"{name}:{Spaces().Replace(request.Header(name) ?? "", " ").Trim()}\n"
        );
        return string.Join(
            '\n',
            request.Method,
            authorization.Service is "s3"
                ? request.Path
                : string.Join('/', request.Path.Split('/').Select(Uri.EscapeDataString)),
            CanonicalQuery(request.Query),
            string.Concat(headers),
            string.Join(';', authorization.SignedHeaders),
            Hash(request.Body.Span)
        );
    }

    private static string CanonicalQuery(string query) =>
        string.Join(
            '&',
            query
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2))
                .Select(pair => (Name: Encoded(pair[0]), Value: Encoded(pair.ElementAtOrDefault(1) ?? "")))
                .OrderBy(pair => pair.Name, StringComparer.Ordinal)
                .ThenBy(pair => pair.Value, StringComparer.Ordinal)
                .Select(pair => $"{pair.Name}={pair.Value}")
        );

    private static string Encoded(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    [GeneratedRegex(" +", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
