namespace GreengrassTpm.LocalCloud;

/// <summary>Who signed a request.</summary>
/// <param name="Arn">ARN, as <c>sts:GetCallerIdentity</c> tells it.</param>
/// <param name="UserId">Unique id, as <c>sts:GetCallerIdentity</c> tells it.</param>
internal abstract record Caller(string Arn, string UserId);

/// <summary>The operator of the account: may do everything.</summary>
internal sealed record OperatorCaller(string Arn, string UserId) : Caller(Arn, UserId);

/// <summary>A session of a role that a device obtained with its certificate.</summary>
/// <param name="Arn">ARN of the session; its name is the certificate id.</param>
/// <param name="UserId">Unique id of the session.</param>
/// <param name="RoleName">The role.</param>
/// <param name="CertificateId">The certificate.</param>
/// <param name="ThingName">The thing that the device named; null when it named none.</param>
internal sealed record DeviceCaller(string Arn, string UserId, string RoleName, string CertificateId, string? ThingName)
    : Caller(Arn, UserId);
