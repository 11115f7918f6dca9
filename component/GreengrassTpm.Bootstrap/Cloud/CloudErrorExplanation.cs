using System.Net;
using Amazon;
using Amazon.Runtime;
using GreengrassTpm.Aws;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>What each kind of failed call to AWS IoT means to the person who runs the program. Decides by type, code and status.</summary>
internal static class CloudErrorExplanation
{
    private const string RunAgain = "run the same command again: it goes on where this run stopped";

    /// <summary>Whether an error is one of a call to AWS.</summary>
    internal static bool Explains(Exception error) =>
        error
            is AmazonServiceException
                or AmazonClientException
                or HttpRequestException
                or IOException
                or TimeoutException
                or TaskCanceledException;

    /// <summary>Whether the call may have had its effect although no answer came.</summary>
    internal static bool LeavesInDoubt(Exception? error) =>
        error is HttpRequestException or IOException or TimeoutException or TaskCanceledException
        || error is AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError };

    /// <summary>The error in the program's own words.</summary>
    /// <param name="error">One that <see cref="Explains"/> knows.</param>
    /// <param name="operation">What was called, which is also the name of the permission.</param>
    /// <param name="resource">On what.</param>
    /// <param name="region">The region that was called.</param>
    internal static CommandException Of(Exception error, string operation, string resource, string region)
    {
        string what = $"AWS IoT in {region} did not do {operation} on {resource}";
        return error switch
        {
            AmazonServiceException service => OfService(service, what, operation, region),
            AmazonClientException => new(
                ExitCode.Permission,
                $"{what}: no AWS credentials: {ErrorExplanation.Sentence(error.Message)}",
                "give the credentials of an operator: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, aws sso login or a container's endpoint; with sudo, keep the environment (sudo -E)",
                error
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => OfName(
                error,
                what,
                region
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new(
                ExitCode.Configuration,
                $"{what}: no TLS connection: {Innermost(error)}",
                $"the device's clock says {DateTime.UtcNow:yyyy-MM-dd HH:mm}Z: is that right? is a proxy in between whose certificate authority the system does not know?",
                error
            ),
            TimeoutException or TaskCanceledException => new(
                ExitCode.RetryLater,
                $"{what}: no answer in time",
                RunAgain,
                error
            ),
            _ => new(
                ExitCode.RetryLater,
                $"{what}: the connection failed: {Innermost(error)}",
                $"is the device online, and the way to AWS open (HTTPS_PROXY)? then {RunAgain}",
                error
            ),
        };
    }

    private static CommandException OfService(
        AmazonServiceException error,
        string what,
        string operation,
        string region
    )
    {
        (ExitCode exitCode, string hint) = Judge(error, operation, region);
        string code = error.ErrorCode ?? $"HTTP {(int)error.StatusCode}";
        return new CommandException(
            exitCode,
            $"{what}: {code}: {ErrorExplanation.Sentence(error.Message)}",
            hint,
            error
        );
    }

    private static (ExitCode ExitCode, string Hint) Judge(
        AmazonServiceException error,
        string operation,
        string region
    ) =>
        AwsFailures.Of(error) switch
        {
            AwsFailure.Throttled => (
                ExitCode.RetryLater,
                $"the account's rate of calls is used up: wait a moment, then {RunAgain}"
            ),
            AwsFailure.Unavailable => (
                ExitCode.RetryLater,
                $"AWS has a trouble of its own: wait a moment, then {RunAgain}"
            ),
            AwsFailure.Denied => (
                ExitCode.Permission,
                $"allow iot:{operation} to the identity whose credentials are used, then {RunAgain}"
            ),
            AwsFailure.CredentialsExpired => (
                ExitCode.Permission,
                $"the AWS credentials have expired: renew them (aws sso login, a new session), then {RunAgain}"
            ),
            AwsFailure.CredentialsUnknown => (
                ExitCode.Permission,
                "AWS does not know these credentials: are they complete (AWS_SESSION_TOKEN) and of this partition?"
            ),
            AwsFailure.SignatureRefused => (
                ExitCode.Permission,
                $"check the secret access key, the region ({region}), and the device's clock, which says {DateTime.UtcNow:yyyy-MM-dd HH:mm}Z"
            ),
            AwsFailure.Foreign => (
                ExitCode.Failed,
                "this answer is not from AWS IoT: is a proxy in between, or a wrong AWS_ENDPOINT_URL set?"
            ),
            AwsFailure.NotFound => (ExitCode.Configuration, $"it may have been deleted meanwhile: {RunAgain}"),
            AwsFailure.QuotaUsedUp => (
                ExitCode.Configuration,
                "a quota of the account or of the resource is used up: free some of it, or have it raised"
            ),
            _ => (ExitCode.Failed, RunAgain),
        };

    private static CommandException OfName(Exception error, string what, string region)
    {
        string[] regions = [.. Regions()];
        if (regions.Contains(region))
        {
            return new CommandException(
                ExitCode.RetryLater,
                $"{what}: its name cannot be resolved: {Innermost(error)}",
                $"is the device online, and its name server reachable? then {RunAgain}",
                error
            );
        }

        // What stands before the first dash is the continent.
        string begin = region[..(region.IndexOf('-', StringComparison.Ordinal) + 1)];
        return new CommandException(
            ExitCode.Configuration,
            $"{what}: its name cannot be resolved, and {region} is no region that this program knows",
            $"is it one of {string.Join(", ", regions.Where(known => begin.Length > 0 && known.StartsWith(begin, StringComparison.Ordinal)).DefaultIfEmpty("those that AWS has"))}? name it with --aws-region",
            error
        );
    }

    /// <summary>The regions that the SDK knows. It adds each that it is asked for, under the name of an unknown one.</summary>
    private static IEnumerable<string> Regions() =>
        RegionEndpoint
            .EnumerableAllRegions.Where(known => !known.DisplayName.Contains("Unknown", StringComparison.Ordinal))
            .Select(known => known.SystemName);

    private static string Innermost(Exception error) => ErrorExplanation.Sentence(error.GetBaseException().Message);
}
