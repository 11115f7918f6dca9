using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;

namespace GreengrassTpm.ScenarioTests;

/// <summary>A device of a test's own: a folder that stands for /, on somebody's software TPM, and the published executables.</summary>
internal sealed class Device : IDisposable
{
    public const string ThingName = "gateway-7";
    public const string RoleAlias = "TokenExchange";

    private readonly PrivateFolder _folder = PrivateFolder.Create();
    private readonly SoftwareTpm _tpm;

    public Device(SoftwareTpm tpm)
    {
        _tpm = tpm;
        Root = _folder.Folder("root");
        Store = Path.Combine(Root, "var/lib/greengrass-tpm-store");
    }

    public string Root { get; }

    /// <summary>The folder in which all of the device's files are, those outside its root too.</summary>
    public string Folder => _folder.Path;

    /// <summary>The folder of the token's store; another one where somebody else has made the token.</summary>
    public string Store { get; set; }

    public string StoreFile => Path.Combine(Store, "tpm2_pkcs11.sqlite3");

    public string State => Path.Combine(Root, "var/lib/greengrass-tpm");

    public string Configuration => Path.Combine(Root, "etc/greengrass-tpm");

    public string UserPinFile => Path.Combine(Configuration, "user.pin");

    public string UserPin => File.ReadAllText(UserPinFile);

    public string Request => _folder.File("device.csr");

    public string Certificate => _folder.File("device.pem");

    /// <summary>The certificate authority of the cloud that it is registered with.</summary>
    public string CloudAuthority => _folder.File("cloud-ca.pem");

    /// <summary>The nucleus' configuration.</summary>
    public string NucleusConfiguration => Path.Combine(Configuration, "nucleus/config.yaml");

    /// <summary>The CKA_ID that the provisioning record has.</summary>
    public string KeyId
    {
        get
        {
            using JsonDocument record = JsonDocument.Parse(File.ReadAllText(Path.Combine(State, "provisioning.json")));
            return record.RootElement.GetProperty("key").GetProperty("id").GetString()!;
        }
    }

    /// <summary>The token as independent readers reach it.</summary>
    public TokenAccess Access(RunAs? user = null) =>
        new(SoftwareTpm.ModulePath, "greengrass", UserPin, Variables(Store)) { User = user };

    /// <summary>What the unit of the nucleus has in its environment.</summary>
    public IReadOnlyDictionary<string, string> ServiceEnvironment => Variables(Store);

    /// <summary>The token as the product's own library reaches it from this process.</summary>
    public TokenLocation Location =>
        new(SoftwareTpm.ModulePath, "greengrass") { StoreFolder = Store, Tcti = _tpm.Tcti };

    public string FileNamed(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();

    /// <summary><c>greengrass-tpm-bootstrap</c> with arguments, as it would be started on the device.</summary>
    public Command Bootstrap(params IEnumerable<string> arguments) => Start("greengrass-tpm-bootstrap", arguments);

    /// <summary>A command of <c>greengrass-tpm</c> on this device.</summary>
    public Command Component(string command, params IEnumerable<string> arguments) =>
        Start("greengrass-tpm", [command, "--root", Root, .. arguments]);

    /// <summary><c>provision</c> on this device.</summary>
    public Command Provision(params IEnumerable<string> arguments) =>
        Bootstrap(["provision", "--root", Root, .. arguments]);

    /// <summary><c>provision --csr-out</c>.</summary>
    public Command FirstHalf(params IEnumerable<string> arguments) =>
        Provision(["--thing-name", ThingName, "--csr-out", Request, .. arguments]);

    /// <summary><c>provision --certificate</c>.</summary>
    public Command SecondHalf(params IEnumerable<string> arguments) =>
        Provision(["--certificate", Certificate, .. arguments]);

    /// <summary><c>provision</c> against a cloud, with the credentials of its operator.</summary>
    public Command Online(LocalCloudServer cloud, params IEnumerable<string> arguments)
    {
        File.WriteAllText(CloudAuthority, cloud.CaPem);
        (string Option, string Value)[] usual =
        [
            ("--thing-name", ThingName),
            ("--role-alias", RoleAlias),
            ("--root-ca", CloudAuthority),
        ];
        return Provision([
                .. usual
                    .Where(option => !arguments.Contains(option.Option))
                    .SelectMany(option => (string[])[option.Option, option.Value]),
                .. arguments,
            ])
            .With(cloud.Environment)
            .With(new Dictionary<string, string> { ["HOME"] = Folder });
    }

    /// <summary><c>teardown</c> against a cloud, with the credentials of its operator.</summary>
    public Command Teardown(LocalCloudServer cloud, params IEnumerable<string> arguments) =>
        Bootstrap(["teardown", "--root", Root, .. arguments])
            .With(cloud.Environment)
            .With(new Dictionary<string, string> { ["HOME"] = Folder });

    /// <summary>Has the authority sign the request.</summary>
    public void Issue(TestAuthority authority, CertificateOptions? options = null)
    {
        using X509Certificate2 certificate = authority.IssueForPem(File.ReadAllText(Request), options);
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
    }

    /// <summary>Both halves, with the authority between.</summary>
    public void ProvisionWhole(TestAuthority authority, params IEnumerable<string> arguments)
    {
        _ = ChildProcess.Run(FirstHalf(arguments)).OrThrow();
        Issue(authority);
        _ = ChildProcess.Run(SecondHalf()).OrThrow();
    }

    /// <summary>All objects on the token, as OpenSC sees them.</summary>
    public IReadOnlyList<ReadObject> Objects() => new Pkcs11Tool(Access()).ListObjects();

    /// <summary>pkcs11-tool on this device's store, with a token and PIN that the program under test has not made.</summary>
    public Pkcs11Tool Foreign(string label, string pin)
    {
        _ = Directory.CreateDirectory(Store);
        return new Pkcs11Tool(new TokenAccess(SoftwareTpm.ModulePath, label, pin, Variables(Store)));
    }

    /// <summary>The TPM's persistent handles.</summary>
    public IReadOnlyList<string> PersistentHandles() =>
        [
            .. _tpm.Tpm2Tool("tpm2_getcap", "handles-persistent")
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.TrimStart('-', ' ').ToUpperInvariant()),
        ];

    /// <summary>Whether nothing of a credential is there: the lock alone is made before the first look.</summary>
    public bool IsEmpty => !Directory.Exists(Store) && !Directory.Exists(Configuration);

    /// <summary>Everything below the root except for the locks: names, modes, times and contents.</summary>
    public IReadOnlyDictionary<string, string> Picture() =>
        Directory
            .EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith("lock", StringComparison.Ordinal))
            .ToDictionary(path => Path.GetRelativePath(Root, path), Describe);

    /// <summary>What is below the root but for the folders that every system has.</summary>
    public IEnumerable<string> Rest() =>
        Directory
            .EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Except(["etc", "etc/systemd", "etc/systemd/system", "var", "var/lib"]);

    /// <summary>The user, group and mode of something below the root, as stat(1) tells them.</summary>
    public string Access(string relativePath) =>
        ChildProcess.RunOrThrow("stat", "--format=%U:%G %a", Path.Combine(Root, relativePath)).Output.Trim();

    private static string Describe(string path)
    {
        string mode = File.GetUnixFileMode(path).ToString();
        return Directory.Exists(path)
            ? mode
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{mode} {File.GetLastWriteTimeUtc(path):O} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}"
            );
    }

    private Command Start(string executable, IEnumerable<string> arguments) =>
        new(PublishedExecutables.Find(executable), arguments) { Environment = Variables(store: null) };

    // What the module is to use comes from the program under test, not from the environment.
    private Dictionary<string, string> Variables(string? store)
    {
        Dictionary<string, string> variables = new(_tpm.Environment);
        _ = variables.Remove("TPM2_PKCS11_STORE");
        if (store is not null)
        {
            variables["TPM2_PKCS11_STORE"] = store;
        }

        return variables;
    }
}
