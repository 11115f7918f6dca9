using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Testing;

namespace GreengrassTpm.Demonstration;

/// <summary>The device of the demonstration: a folder in place of its root, and a software TPM in place of its chip.</summary>
/// <param name="tpm">The chip.</param>
/// <param name="folder">A folder of the demonstration's own.</param>
internal sealed class Device(SoftwareTpm tpm, PrivateFolder folder)
{
    private const string TokenLabel = "greengrass";

    private string Root { get; } = folder.Folder("device");

    /// <summary>What the product remembers.</summary>
    public string State => Path.Combine(Root, "var/lib/greengrass-tpm");

    /// <summary>The configuration for the classic nucleus.</summary>
    public string NucleusConfiguration => Path.Combine(Root, "etc/greengrass-tpm/nucleus/config.yaml");

    /// <summary>What the nucleus' unit has in its environment.</summary>
    public IReadOnlyDictionary<string, string> ServiceEnvironment =>
        new Dictionary<string, string>(tpm.Environment) { ["TPM2_PKCS11_STORE"] = Store };

    private string Store => Path.Combine(Root, "var/lib/greengrass-tpm-store");

    /// <summary>A call of the published executable on this device.</summary>
    /// <param name="arguments">Its arguments; the device's root and chip are added.</param>
    /// <returns>The command.</returns>
    public Command Bootstrap(params IEnumerable<string> arguments) => Start("greengrass-tpm-bootstrap", arguments);

    /// <summary>A call of <c>greengrass-tpm</c> on this device.</summary>
    /// <param name="arguments">Its arguments; the device's root and chip are added.</param>
    /// <returns>The command.</returns>
    public Command Component(params IEnumerable<string> arguments) => Start("greengrass-tpm", arguments);

    /// <summary>The persistent handles of the chip, as tpm2-tools list them.</summary>
    /// <returns>Their numbers.</returns>
    public string PersistentHandles() => tpm.Tpm2Tool("tpm2_getcap", "handles-persistent").Output.Trim();

    /// <summary>A call of <c>provision</c>.</summary>
    /// <param name="arguments">What is special about it.</param>
    /// <returns>The command.</returns>
    public Command Provision(params IEnumerable<string> arguments) => Bootstrap(["provision", .. arguments]);

    /// <summary>Has the first half done.</summary>
    /// <returns>The file of the certificate request.</returns>
    public string RequestCertificate()
    {
        string request = folder.File("device.csr");
        Command command = Provision("--thing-name", "gateway-7", "--csr-out", request);
        Stage.Print(ChildProcess.Run(command).OrThrow().Output);
        return request;
    }

    /// <summary>Has the request signed, as an operator would elsewhere.</summary>
    /// <param name="request">The file of the request.</param>
    /// <param name="authority">Who signs.</param>
    /// <returns>The file of the certificate.</returns>
    public string Sign(string request, TestAuthority authority)
    {
        string file = folder.File("device.pem");
        using X509Certificate2 certificate = authority.IssueForPem(File.ReadAllText(request));
        File.WriteAllText(file, certificate.ExportCertificatePem());
        Stage.Print(
            $"subject {certificate.Subject}, issued by {certificate.Issuer}, until {certificate.NotAfter:yyyy-MM-dd}"
        );
        return file;
    }

    /// <summary>The token as other programs find it.</summary>
    /// <returns>Module, label, PIN and environment.</returns>
    public TokenAccess Token() =>
        new(
            SoftwareTpm.ModulePath,
            TokenLabel,
            File.ReadAllText(Path.Combine(Root, "etc/greengrass-tpm/user.pin")).Trim(),
            ServiceEnvironment
        );

    private Command Start(string executable, IEnumerable<string> arguments) =>
        new Command(PublishedExecutables.Find(executable), [.. arguments, .. Places(arguments.First())]).With(
            tpm.Environment.Where(variable => variable.Key != "TPM2_PKCS11_STORE").ToDictionary()
        );

    // The chip's handles are not a matter of folders, nor the journal one of the chip.
    private string[] Places(string command) =>
        command switch
        {
            "handles" => ["--tcti", tpm.Tcti],
            "status" => ["--root", Root],
            _ => ["--root", Root, "--tcti", tpm.Tcti],
        };
}
