namespace GreengrassTpm.Credentials;

/// <summary>How far the retirement of a certificate has come.</summary>
public enum Retirement
{
    /// <summary>The certificate is gone from the cloud.</summary>
    Gone,

    /// <summary>The cloud retires it by itself and has not done so yet: ask again later.</summary>
    Awaited,
}
