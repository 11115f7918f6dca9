using Amazon.Runtime;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Aws;

/// <summary>Evidence that a session's credentials give: the certificate that they were obtained with.</summary>
internal static class CertificateInUse
{
    /// <summary>Asks the security token service who a session is.</summary>
    /// <param name="settings">Where it is.</param>
    /// <param name="credentials">The session.</param>
    /// <param name="expected">The id of the certificate that is thought to be in use.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RotationPortException">There was no answer.</exception>
    public static async Task<Evidence> NameAsync(
        AwsSettings settings,
        AWSCredentials credentials,
        string expected,
        CancellationToken cancellation
    )
    {
        CallerIdentity caller = await new AwsSession(settings, credentials).WhoAmIAsync(cancellation);
        return Judge(caller.CertificateId, caller.SessionName, expected);
    }

    /// <summary>Evidence that did not come.</summary>
    public static Evidence Missing(string kind, string attempt, Exception error) =>
        new(kind, EvidenceVerdict.Missing, PortErrors.Explain(attempt, error).Message);

    private static Evidence Judge(string? named, string session, string expected)
    {
        if (named is null)
        {
            string detail = $"the session is named {PortErrors.Text(session)}, which is no certificate";
            return new(Evidence.TokenExchange, EvidenceVerdict.Missing, detail);
        }

        EvidenceVerdict verdict = named == expected ? EvidenceVerdict.Expected : EvidenceVerdict.Other;
        return new(Evidence.TokenExchange, verdict, $"sts:GetCallerIdentity names certificate {named}", named);
    }
}
