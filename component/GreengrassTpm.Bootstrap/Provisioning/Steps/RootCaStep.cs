using System.Text;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>Amazon's certificate authorities, taken from those that the system trusts, in a file for the nucleus.</summary>
/// <param name="folder">The folder of the nucleus' configuration.</param>
internal sealed class RootCaStep(string folder) : IProvisioningStep
{
    private const string FileName = "root-ca.pem";

    private const UnixFileMode EveryoneReads = AtomicFile.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public string Id => "root-ca";

    public string Title => "write the certificate authorities of AWS IoT";

    private string FilePath => PathIn(folder);

    /// <summary>The file in a folder of the nucleus' configuration.</summary>
    internal static string PathIn(string folder) => Path.Combine(folder, FileName);

    public StepLook Look(ProvisioningContext context) =>
        Wanted().IsThere() ? StepLook.Done(FilePath) : StepLook.Missing($"{FilePath}, from the system's");

    public string Act(ProvisioningContext context)
    {
        context.RememberFiles([FilePath]);
        NucleusFiles.MakeFolder(folder);
        Wanted().Write();
        return FilePath;
    }

    private NucleusFile Wanted() => new(FilePath, Encoding.ASCII.GetBytes(RootCertificates.OfSystem()), EveryoneReads);
}
