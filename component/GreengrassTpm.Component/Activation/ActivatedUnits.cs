using GreengrassTpm.Verification;
using NucleusFlavour = GreengrassTpm.GreengrassIpc.NucleusFlavour;

namespace GreengrassTpm.Component;

/// <summary>The systemd units that take a credential up when they are restarted.</summary>
internal static class ActivatedUnits
{
    /// <summary>Their names. Nucleus lite's components go on: its daemons open key and certificate anew.</summary>
    internal static IReadOnlyList<string> Of(NucleusFlavour flavour) =>
        flavour == NucleusFlavour.Classic ? NucleusUnits.Classic : NucleusUnits.Lite;
}
