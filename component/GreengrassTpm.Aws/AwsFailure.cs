namespace GreengrassTpm.Aws;

/// <summary>Why a service of AWS did not do what it was asked for, as far as that matters to what is done next.</summary>
public enum AwsFailure
{
    /// <summary>Another reason, which its message tells.</summary>
    Other,

    /// <summary>Too many calls for now.</summary>
    Throttled,

    /// <summary>It could not, rather than would not: a trouble of its own, or a conflict that passes.</summary>
    Unavailable,

    /// <summary>The caller may not.</summary>
    Denied,

    /// <summary>The credentials have expired.</summary>
    CredentialsExpired,

    /// <summary>Nobody has these credentials, or some of them are missing.</summary>
    CredentialsUnknown,

    /// <summary>The signature is not the right one: another key or region, or a wrong clock.</summary>
    SignatureRefused,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>A quota is used up.</summary>
    QuotaUsedUp,

    /// <summary>The answer is none of AWS: it names no error.</summary>
    Foreign,
}
