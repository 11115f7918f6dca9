namespace GreengrassTpm.Verification;

/// <summary>The systemd units in which a nucleus uses the credential, and the drop-in files that this product lays beside them.</summary>
public static class NucleusUnits
{
    /// <summary>The drop-in file that provisioning writes: where the token is, and recovery before each start.</summary>
    public const string ProvisionedDropIn = "10-greengrass-tpm.conf";

    /// <summary>The drop-in file that the component writes where provisioning has not: recovery before each start.</summary>
    public const string RecoveryDropIn = "20-greengrass-tpm-recovery.conf";

    /// <summary>The name of the timer that stands behind a switch, and of the service that it starts.</summary>
    public const string Revival = "greengrass-tpm-revival";

    /// <summary>Those of the classic nucleus.</summary>
    public static IReadOnlyList<string> Classic { get; } = ["greengrass.service"];

    /// <summary>Those of nucleus lite: the daemons that connect to the cloud.</summary>
    public static IReadOnlyList<string> Lite { get; } =
    ["ggl.core.iotcored.service", "ggl.core.tesd.service", "ggl.core.ggdeploymentd.service"];

    /// <summary>All of nucleus lite: a restart has it read its configuration again.</summary>
    public const string LiteTarget = "greengrass-lite.target";

    /// <summary>Those of both.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Classic, .. Lite];

    /// <summary>Where a drop-in file of a unit is.</summary>
    /// <param name="folder">The folder of units, for example <c>/etc/systemd/system</c>.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="name">The file's name.</param>
    public static string DropInPath(string folder, string unit, string name) => Path.Combine(folder, $"{unit}.d", name);
}
