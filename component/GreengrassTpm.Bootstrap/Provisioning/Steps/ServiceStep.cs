using System.Text;
using GreengrassTpm.Credentials;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>What the nucleus' services need: where the token is, when the TPM is there, and recovery before each start.</summary>
/// <param name="kind">The nucleus.</param>
/// <param name="systemd">systemd's configuration.</param>
internal sealed class ServiceStep(NucleusKind kind, Systemd systemd) : IProvisioningStep
{
    private const UnixFileMode EveryoneReads = AtomicFile.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public string Id => kind == NucleusKind.Classic ? "service-classic" : "service-lite";

    public string Title =>
        kind == NucleusKind.Classic ? "extend the nucleus' service" : "extend nucleus lite's services";

    private IReadOnlyList<string> Units => kind == NucleusKind.Classic ? NucleusUnits.Classic : NucleusUnits.Lite;

    private string[] Paths => [.. Units.Select(systemd.DropInPath)];

    public StepLook Look(ProvisioningContext context) =>
        Files(context).All(file => file.IsThere()) ? StepLook.Done(Detail()) : StepLook.Missing(Detail());

    public string Act(ProvisioningContext context)
    {
        context.RememberFiles(Paths);
        foreach (NucleusFile file in Files(context).Where(file => !file.IsThere()))
        {
            file.MakeFolder();
            file.Write();
        }

        systemd.Reload();
        return Detail();
    }

    private string Detail() => string.Join(", ", Paths);

    private IEnumerable<NucleusFile> Files(ProvisioningContext context)
    {
        byte[] text = Encoding.UTF8.GetBytes(ServiceDropIn.Build(context.Settings.Store, context.Device.Tcti));
        return Paths.Select(path => new NucleusFile(path, text, EveryoneReads));
    }
}
