namespace GreengrassTpm.Credentials;

/// <summary>What the cloud makes of a credential.</summary>
public enum ProbeVerdict
{
    /// <summary>The cloud has taken it.</summary>
    Works,

    /// <summary>The cloud has answered, and does not take it.</summary>
    Refused,

    /// <summary>Nothing was learned: no network, no server, no answer, or the token did not sign.</summary>
    Unknown,
}

/// <summary>The result of one probe.</summary>
/// <param name="Verdict">What the cloud makes of the credential.</param>
/// <param name="Detail">What was tried and what came back, for an operator; no full stop.</param>
public sealed record ProbeResult(ProbeVerdict Verdict, string Detail);
