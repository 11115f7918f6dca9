using System.Net;
using Amazon.Runtime;

namespace GreengrassTpm.Release;

/// <summary>One call to AWS, for the words of its failure.</summary>
/// <param name="What">What is tried, for example <c>uploading x to bucket y</c>.</param>
/// <param name="Action">The permission that it needs, for example <c>s3:PutObject</c>.</param>
/// <param name="Region">The region that is asked.</param>
public sealed record AwsCall(string What, string Action, string Region)
{
    private static readonly HashSet<string> Expired = ["ExpiredToken", "ExpiredTokenException", "RequestExpired"];

    private static readonly HashSet<string> Unknown =
    [
        "InvalidClientTokenId",
        "UnrecognizedClientException",
        "InvalidAccessKeyId",
        "InvalidToken",
        "MissingAuthenticationToken",
        "MissingAuthenticationTokenException",
    ];

    private static readonly HashSet<string> WronglySigned =
    [
        "SignatureDoesNotMatch",
        "InvalidSignatureException",
        "AuthorizationHeaderMalformed",
        "PermanentRedirect",
        "RequestTimeTooSkewed",
    ];

    /// <summary>Makes the call; what AWS refuses by codes that the caller does not handle itself becomes a sentence.</summary>
    /// <param name="call">What is called.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="handled">Whether the caller handles an error itself; it is then thrown as it is.</param>
    /// <typeparam name="T">The response.</typeparam>
    /// <returns>The response.</returns>
    /// <exception cref="ReleaseException">The call failed; the message says what to change.</exception>
    public static async Task<T> RunAsync<T>(
        AwsCall call,
        Func<Task<T>> send,
        Func<AmazonServiceException, bool>? handled = null
    )
    {
        try
        {
            return await send();
        }
        catch (AmazonServiceException exception) when (handled?.Invoke(exception) is not true)
        {
            throw new ReleaseException(call.Describe(exception), exception);
        }
        catch (AmazonClientException exception)
        {
            throw new ReleaseException(
                $"{call.Failed} there are no usable AWS credentials. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and "
                    + $"AWS_SECRET_ACCESS_KEY, or sign in with 'aws sso login'. The SDK says: {exception.Message}",
                exception
            );
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException or IOException)
        {
            throw new ReleaseException(
                $"{call.Failed} AWS cannot be reached in region {call.Region}: {exception.Message}. "
                    + "Check the region in gdk-config.json and the network, and run the same command again.",
                exception
            );
        }
    }

    private string Failed => $"{char.ToUpperInvariant(What[0])}{What[1..]} failed:";

    private string Describe(AmazonServiceException exception) =>
        exception.ErrorCode switch
        {
            { } code when Expired.Contains(code) =>
                $"{Failed} the AWS credentials have expired. Obtain new ones and run the same command again.",
            { } code when Unknown.Contains(code) =>
                $"{Failed} AWS does not know the credentials ({code}). Check AWS_PROFILE, or the access key and its token.",
            { } code when WronglySigned.Contains(code) =>
                $"{Failed} AWS does not accept the signature for region {Region} ({code}): {exception.Message} "
                    + "Check the region, the secret access key and this machine's clock.",
            _ when exception.StatusCode is HttpStatusCode.Forbidden =>
                $"{Failed} the caller may not do that. Allow {Action} in the caller's policy. "
                    + $"AWS says: {exception.ErrorCode}: {exception.Message}",
            { } code when code.Contains("Throttl", StringComparison.Ordinal) || code is "SlowDown" =>
                $"{Failed} AWS was asked too often ({code}). Run the same command again in a while.",
            _ when (int)exception.StatusCode >= 500 =>
                $"{Failed} the service is in trouble ({(int)exception.StatusCode} {exception.ErrorCode}). Run the same command again in a while.",
            _ => $"{Failed} AWS says: {exception.ErrorCode}: {exception.Message}",
        };
}
