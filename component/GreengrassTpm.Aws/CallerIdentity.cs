namespace GreengrassTpm.Aws;

/// <summary>Who a session is, as <c>sts:GetCallerIdentity</c> tells it.</summary>
/// <param name="Partition">For example <c>aws</c>.</param>
/// <param name="Account">The account's number.</param>
/// <param name="SessionName">
/// The session's name: of a session that the credentials endpoint has given, the id of the certificate.
/// </param>
internal sealed record CallerIdentity(string Partition, string Account, string SessionName)
{
    /// <summary>Reads <c>arn:PARTITION:sts::ACCOUNT:assumed-role/ROLE/SESSION</c>.</summary>
    /// <exception cref="IOException">It is something else.</exception>
    public static CallerIdentity Parse(string? arn) =>
        arn?.Split(':', 6) is ["arn", var partition, "sts", _, var account, var resource]
        && resource.Split('/') is ["assumed-role", _, var session]
            ? new CallerIdentity(partition, account, session)
            : throw new IOException($"the caller is no session of a role: {PortErrors.Text(arn ?? "nothing")}");

    /// <summary>The certificate's id, in lower-case hexadecimal; null where the session is not named after one.</summary>
    public string? CertificateId =>
        SessionName.Length == 64 && SessionName.All(char.IsAsciiHexDigit) ? SessionName.ToLowerInvariant() : null;

    /// <summary>The ARN of a certificate in the same account.</summary>
    public string CertificateArn(string region, string certificateId) =>
        $"arn:{Partition}:iot:{region}:{Account}:cert/{certificateId}";
}
