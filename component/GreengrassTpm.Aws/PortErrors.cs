using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>The one place where the errors of AWS, its SDK, the network and the token become those of a rotation's ports.</summary>
internal static class PortErrors
{
    private const int MostText = 300;

    /// <summary>
    /// Makes a call; what it fails with becomes the port's error. Cancellation by the caller stays what it is, and so does
    /// what no service, network or token can cause: a defect.
    /// </summary>
    /// <param name="attempt">What is tried, on what: the beginning of the message; for a service, <c>iot:Action on …</c>.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">The caller's, which the call gets too.</param>
    /// <param name="isQuestion">Whether the call only asks, and so has no effect whatever becomes of it.</param>
    /// <exception cref="RotationPortException">It failed.</exception>
    public static async Task<T> GuardAsync<T>(
        string attempt,
        Func<Task<T>> call,
        CancellationToken cancellation,
        bool isQuestion = false
    )
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (IsFromOutside(e) && !IsTheCallers(e, cancellation))
        {
            throw Explain(attempt, e, isQuestion);
        }
    }

    /// <summary>What an error means: the decision alone.</summary>
    /// <param name="attempt">What was tried, on what.</param>
    /// <param name="error">What it failed with.</param>
    /// <param name="isQuestion">Whether the call only asks, and so has no effect whatever becomes of it.</param>
    public static RotationPortException Explain(string attempt, Exception error, bool isQuestion = false)
    {
        if (error is RotationPortException known)
        {
            return known;
        }

        (string words, RetryClass retry, string? hint) = Meaning(attempt, error);
        return new RotationPortException($"{attempt}: {words}", retry, hint, error)
        {
            IsWithoutEffect = isQuestion || IsWithoutEffect(error),
        };
    }

    private static (string Words, RetryClass Retry, string? Hint) Meaning(string attempt, Exception error) =>
        error switch
        {
            AmazonServiceException service => OfService(attempt, service),
            AmazonClientException client => (Text(client.Message), RetryClass.Permanent, null),
            _ when Inner<TokenException>(error) is { } token => (
                Text(token.Message),
                token.Retry,
                token.Retry == RetryClass.Permanent ? "look at the token and its store" : null
            ),
            _ when CertificateAlert(error) is { } alert => (
                $"the server refused the client certificate: {alert.Name} (TLS alert {alert.Description})",
                RetryClass.Permanent,
                "is the certificate active and registered in this account and region?"
            ),
            _ when Inner<AuthenticationException>(error) is { } tls && TlsAlert.Behind(tls) is null => (
                $"the server's certificate is not trusted: {Text(tls.Message)}",
                RetryClass.Permanent,
                "is the root CA the right one for this endpoint, and the device's clock right?"
            ),
            NotSupportedException unsupported => (Text(unsupported.Message), RetryClass.Permanent, null),
            OperationCanceledException => ("no answer in time", RetryClass.Retryable, null),
            TimeoutException or IOException => (Text(error.Message), RetryClass.Retryable, null),
            // A library says that something failed; what did is said by the error inside.
            _ => (Text(error.GetBaseException().Message), RetryClass.Retryable, null),
        };

    /// <summary>Whether a service has refused, or no connection to it was made. A failure of its own may come after the effect.</summary>
    private static bool IsWithoutEffect(Exception error) =>
        error is AmazonServiceException { StatusCode: >= HttpStatusCode.BadRequest } service
            ? AwsFailures.Of(service) is not (AwsFailure.Unavailable or AwsFailure.Foreign)
            : Inner<HttpRequestException>(error)?.HttpRequestError
                is HttpRequestError.NameResolutionError
                    or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError
                    or HttpRequestError.ProxyTunnelError;

    /// <summary>The alert by which a server refused our certificate; null where it sent another one or none.</summary>
    public static TlsAlert? CertificateAlert(Exception error) =>
        // RFC 8446, 6.2: the alerts about the peer's certificate, and access_denied.
        TlsAlert.Behind(error)
            is { Description: (>= 42 and <= 46) or 48 or 49 or 116 } alert
            ? alert
            : null;

    /// <summary>Whether an answer's status says that the service could not, rather than would not.</summary>
    public static bool IsPassing(HttpStatusCode status, string? code) =>
        AwsFailures.Of(status, code) is AwsFailure.Throttled or AwsFailure.Unavailable;

    /// <summary>Whether the token refused the PIN: no matter of the cloud's, and nothing to be tried once more.</summary>
    public static bool IsPinRefused(Exception error) => Inner<PinRefusedException>(error) is not null;

    /// <summary>Whether a service says that the caller may not.</summary>
    public static bool IsDenial(AmazonServiceException error) => AwsFailures.Of(error) == AwsFailure.Denied;

    /// <summary>Whether the port's error is a service's word that the caller may not.</summary>
    public static bool IsDenial(RotationPortException error) =>
        error.InnerException is AmazonServiceException service && IsDenial(service);

    /// <summary>A message of another layer: one line, of bounded length, without full stop.</summary>
    public static string Text(string message)
    {
        string line = new([.. message.Trim().TrimEnd('.').Select(letter => char.IsControl(letter) ? ' ' : letter)]);
        return line.Length > MostText ? line[..MostText] + "…" : line;
    }

    private static (string Words, RetryClass Retry, string? Hint) OfService(
        string attempt,
        AmazonServiceException error
    )
    {
        string code = error.ErrorCode is { Length: > 0 } named ? named : $"HTTP {(int)error.StatusCode}";
        string? hint = AwsFailures.Of(error) switch
        {
            AwsFailure.Throttled or AwsFailure.Unavailable => null,
            AwsFailure.Denied =>
                $"allow {attempt} in the policy of the role behind the role alias, or in what limits it",
            AwsFailure.CredentialsExpired => "the credentials have expired: get new ones; is the device's clock right?",
            AwsFailure.CredentialsUnknown or AwsFailure.SignatureRefused =>
                "the service does not accept the credentials: is the device's clock right, and the region?",
            AwsFailure.NotFound => "is the name right, and is it in this account and region?",
            AwsFailure.QuotaUsedUp => "make room: a quota of the service is used up",
            _ => "the service will not do this: look at what it says",
        };
        return ($"{code}: {Text(error.Message)}", hint is null ? RetryClass.Retryable : RetryClass.Permanent, hint);
    }

    private static bool IsFromOutside(Exception error) =>
        error
            is AmazonClientException
                or AmazonServiceException
                or TokenException
                or HttpRequestException
                or IOException
                or SocketException
                or AuthenticationException
                or TimeoutException
                or OperationCanceledException
                or NotSupportedException;

    private static bool IsTheCallers(Exception error, CancellationToken cancellation) =>
        error is OperationCanceledException && cancellation.IsCancellationRequested;

    private static T? Inner<T>(Exception error)
        where T : Exception
    {
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }
        }

        return null;
    }
}
