using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Testing;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>What AWS' tutorial leaves on a device, made by its own commands: token, key, certificate, the classic nucleus' configuration, its unit.</summary>
internal static class TutorialDevice
{
    private const string StoreInRoot = "etc/tpm2_pkcs11";

    /// <summary>Where the classic nucleus keeps what it last ran with.</summary>
    public static string ConfigurationIn(Device device) =>
        Path.Combine(device.Root, "greengrass/v2/config/effectiveConfig.yaml");

    /// <summary>The unit of its service.</summary>
    public static string UnitIn(Device device) => Path.Combine(device.Root, "etc/systemd/system/greengrass.service");

    /// <summary>Everything on the device, but for the folder of the lock, which is made before the first look.</summary>
    public static IReadOnlyDictionary<string, string> Picture(Device device) =>
        device.Picture().Where(entry => entry.Key != "var/lib/greengrass-tpm").ToDictionary();

    /// <summary>Runs the tutorial's commands.</summary>
    /// <param name="device">The device, which is empty.</param>
    /// <param name="tpm">Its chip.</param>
    /// <param name="issue">Signs the certificate request; all in PEM.</param>
    /// <param name="nucleus">The lines of the nucleus' configuration beside region and role alias: endpoints, for example.</param>
    public static void Make(
        Device device,
        SoftwareTpm tpm,
        Func<string, string> issue,
        params IEnumerable<(string Name, string Value)> nucleus
    )
    {
        device.Store = Path.Combine(device.Root, StoreInRoot);
        _ = Directory.CreateDirectory(Path.Combine(device.Root, "var/lib"));
        Tutorial tutorial = new(tpm, Directory.CreateDirectory(device.FileNamed("tutorial")).FullName, device.Store);
        string certificate = issue(tutorial.Request());
        tutorial.Finish(certificate);
        File.WriteAllText(device.Certificate, certificate);
        WriteConfiguration(device, nucleus: nucleus);
        WriteUnit(device, device.Store);
    }

    /// <summary>Writes the unit as the tutorial has it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="store">The token's store that it names.</param>
    public static void WriteUnit(Device device, string store) =>
        WriteFile(
            UnitIn(device),
            $"""
            [Unit]
            Description=Greengrass Core

            [Service]
            Type=simple
            Environment="TPM2_PKCS11_STORE={store}"
            ExecStart=/greengrass/v2/alts/current/distro/bin/loader

            """
        );

    /// <summary>The same device once more: its token works there too, for the chip is the same.</summary>
    public static void Copy(Device from, Device to)
    {
        to.Store = Path.Combine(to.Root, StoreInRoot);
        _ = Directory.CreateDirectory(Path.Combine(to.Root, "var/lib"));
        _ = Directory.CreateDirectory(to.Store);
        foreach (string file in Directory.EnumerateFiles(from.Store))
        {
            File.Copy(file, Path.Combine(to.Store, Path.GetFileName(file)));
        }

        File.Copy(from.Certificate, to.Certificate);
        WriteConfiguration(to);
        WriteUnit(to, to.Store);
    }

    /// <summary>The same by a test's own authority, for a device that AWS IoT is not asked about.</summary>
    public static void Make(Device device, SoftwareTpm tpm, TestAuthority authority) =>
        Make(
            device,
            tpm,
            request =>
            {
                using X509Certificate2 certificate = authority.IssueForPem(request);
                return certificate.ExportCertificatePem();
            }
        );

    /// <summary>Writes the configuration as the nucleus has it after the tutorial, with something else in it for a test.</summary>
    public static void WriteConfiguration(
        Device device,
        string keyLabel = Tutorial.Key,
        string? certificateLabel = null,
        string pin = Tutorial.Pin,
        ulong? slot = 1,
        params IEnumerable<(string Name, string Value)> nucleus
    ) =>
        WriteFile(
            ConfigurationIn(device),
            $"""
            ---
            system:
              certificateFilePath: "pkcs11:object={certificateLabel ?? keyLabel};type=cert"
              privateKeyPath: "pkcs11:object={keyLabel};type=private"
              rootpath: "/greengrass/v2"
              thingName: "{Device.ThingName}"
            {string.Concat(nucleus.Where(line => line.Name == "rootCaPath").Select(Line))}services:
              aws.greengrass.Nucleus:
                componentType: "NUCLEUS"
                configuration:
                  awsRegion: "eu-central-1"
                  iotRoleAlias: "{Device.RoleAlias}"
            {string.Concat(
                nucleus.Where(line => line.Name != "rootCaPath").Select(line => $"      {line.Name}: \"{line.Value}\"\n")
            )}  aws.greengrass.crypto.Pkcs11Provider:
                configuration:
                  name: "tpm2_pkcs11"
                  library: "{SoftwareTpm.ModulePath}"
                  slot: {slot}
                  userPin: "{pin}"

            """
        );

    /// <summary>Writes nucleus lite's configuration for the same token, in place of the classic one's.</summary>
    public static void WriteLiteConfiguration(Device device)
    {
        File.Delete(ConfigurationIn(device));
        string objects = $"pkcs11:token={Tutorial.Token};object={Tutorial.Key}";
        WriteFile(
            Path.Combine(device.Root, "etc/greengrass/config.yaml"),
            $"""
            ---
            system:
              privateKeyPath: "{objects};type=private?pin-value={Tutorial.Pin}"
              certificateFilePath: "{objects};type=cert?pin-value={Tutorial.Pin}"
              rootPath: "/var/lib/greengrass"
              thingName: "{Device.ThingName}"

            """
        );
    }

    private static string Line((string Name, string Value) line) => $"  {line.Name}: \"{line.Value}\"\n";

    private static void WriteFile(string path, string text)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
