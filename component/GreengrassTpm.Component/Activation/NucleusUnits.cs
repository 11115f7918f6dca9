using GreengrassTpm.GreengrassIpc;

namespace GreengrassTpm.Component;

/// <summary>The systemd units in which a nucleus uses the credential.</summary>
internal static class NucleusUnits
{
    /// <summary>Their names.</summary>
    internal static IReadOnlyList<string> Of(NucleusFlavour flavour) =>
        flavour == NucleusFlavour.Classic
            ? ["greengrass.service"]
            // The daemons that connect to the cloud open key and certificate anew; components go on.
            : ["ggl.core.iotcored.service", "ggl.core.tesd.service", "ggl.core.ggdeploymentd.service"];
}
