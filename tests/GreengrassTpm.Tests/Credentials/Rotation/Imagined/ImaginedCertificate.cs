namespace GreengrassTpm.Tests.Credentials;

/// <summary>A certificate as an <see cref="ImaginedCloud"/> knows it.</summary>
internal sealed class ImaginedCertificate
{
    /// <summary>Gets or sets whether it is ACTIVE.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Gets or sets whether it has the device's policies and thing.</summary>
    public bool Admitted { get; set; }

    /// <summary>Gets whether the cloud takes it.</summary>
    public bool Works => Active && Admitted;
}
