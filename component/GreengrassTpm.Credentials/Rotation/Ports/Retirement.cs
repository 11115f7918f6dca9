namespace GreengrassTpm.Credentials;

/// <summary>How far the retirement of a certificate has come.</summary>
public enum Retirement
{
    /// <summary>The certificate is gone from the cloud.</summary>
    Gone,

    /// <summary>
    /// Nobody can use the certificate any more: it is inactive. Its entry is still in the cloud, and this device has no
    /// right to delete it: a debt to be reported, which need not hold the rotation up.
    /// </summary>
    Inert,

    /// <summary>The cloud retires it by itself and has not done so yet: ask again later.</summary>
    Awaited,
}
