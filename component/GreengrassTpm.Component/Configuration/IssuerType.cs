namespace GreengrassTpm.Component;

/// <summary>Who signs new certificates.</summary>
public enum IssuerType
{
    /// <summary>AWS IoT's control plane, with the device's token-exchange credentials.</summary>
    IotControlPlane,
}
