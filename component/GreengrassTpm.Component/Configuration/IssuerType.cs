namespace GreengrassTpm.Component;

/// <summary>Who signs new certificates.</summary>
public enum IssuerType
{
    /// <summary>AWS IoT's control plane, with the device's token-exchange credentials.</summary>
    IotControlPlane,

    /// <summary>AWS IoT's fleet provisioning, over the nucleus' connection: a template decides about the certificate's rights.</summary>
    FleetProvisioning,

    /// <summary>Whoever watches a folder, and registers what he signs with AWS IoT.</summary>
    Directory,
}
