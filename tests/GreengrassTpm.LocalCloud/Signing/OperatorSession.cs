namespace GreengrassTpm.LocalCloud;

/// <summary>Temporary credentials of the operator.</summary>
/// <param name="AccessKeyId">Access key id.</param>
/// <param name="SecretAccessKey">Secret access key.</param>
/// <param name="SessionToken">Session token.</param>
/// <param name="Expires">When they expire.</param>
public sealed record OperatorSession(
    string AccessKeyId,
    string SecretAccessKey,
    string SessionToken,
    DateTimeOffset Expires
);
