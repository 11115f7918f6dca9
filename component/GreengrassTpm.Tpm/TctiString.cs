namespace GreengrassTpm.Tpm;

/// <summary>A TCTI string in its two parts: <c>transport:configuration</c>.</summary>
/// <param name="Transport">Short name of the transport (<c>device</c>, <c>tabrmd</c>, <c>swtpm</c>), also where the
/// string names its library; empty for the stack's default.</param>
/// <param name="Configuration">What comes after the colon; empty without one.</param>
internal sealed record TctiString(string Transport, string Configuration)
{
    private const string LibraryPrefix = "libtss2-tcti-";

    /// <summary>True when the transport is, or may turn out to be, the one over D-Bus.</summary>
    public bool MayUseBus => Transport is "" or "tabrmd";

    public static TctiString Parse(string tcti)
    {
        var colon = tcti.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? tcti : tcti[..colon];
        var transport = name.StartsWith(LibraryPrefix, StringComparison.Ordinal)
            ? name[LibraryPrefix.Length..].Split('.')[0]
            : name;
        return new TctiString(transport, colon < 0 ? "" : tcti[(colon + 1)..]);
    }
}
