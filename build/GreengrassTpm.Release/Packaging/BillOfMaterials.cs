using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GreengrassTpm.Release;

/// <summary>
/// What the executables are made of and what they need, in CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/). It holds
/// no time and no random number: the same release has the same bill.
/// </summary>
public static class BillOfMaterials
{
    /// <summary>Its name in a package.</summary>
    public const string FileName = "bom.cdx.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes the bill.</summary>
    /// <param name="configuration">Name, version and author of the component.</param>
    /// <param name="programs">The executables.</param>
    /// <param name="packages">The packages that were compiled in.</param>
    /// <param name="needs">The libraries that they need on a device.</param>
    /// <returns>JSON.</returns>
    public static string Write(
        GdkConfiguration configuration,
        IReadOnlyList<PackagedFile> programs,
        IReadOnlyList<LockedPackage> packages,
        IReadOnlyList<NativeNeed> needs
    )
    {
        JsonArray parts = [.. programs.Select(Program), .. packages.Select(Package), .. needs.Select(Need)];
        string product = $"{configuration.ComponentName}@{configuration.Version}";
        JsonObject bill = new()
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["serialNumber"] = $"urn:uuid:{IdOf(product, programs)}",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject
                {
                    ["type"] = "application",
                    ["bom-ref"] = product,
                    ["name"] = configuration.ComponentName,
                    ["version"] = configuration.Version,
                    ["publisher"] = configuration.Author,
                    ["licenses"] = new JsonArray(
                        new JsonObject { ["license"] = new JsonObject { ["id"] = "Apache-2.0" } }
                    ),
                },
            },
            ["components"] = parts,
            ["dependencies"] = new JsonArray(
                new JsonObject
                {
                    ["ref"] = product,
                    ["dependsOn"] = new JsonArray([.. parts.Select(part => part!["bom-ref"]!.DeepClone())]),
                }
            ),
        };
        return bill.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Program(PackagedFile file) =>
        new()
        {
            ["type"] = "file",
            ["bom-ref"] = file.Name,
            ["name"] = file.Name,
            ["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-256", ["content"] = file.Sha256 }),
        };

    private static JsonObject Package(LockedPackage package)
    {
        string address = $"pkg:nuget/{package.Id}@{package.Version}";
        return new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = address,
            ["name"] = package.Id,
            ["version"] = package.Version,
            ["purl"] = address,
            ["properties"] = new JsonArray(
                new JsonObject { ["name"] = "nuget:contentHash", ["value"] = package.ContentHash }
            ),
        };
    }

    private static JsonObject Need(NativeNeed need) =>
        new()
        {
            ["type"] = "library",
            ["bom-ref"] = need.Library,
            ["name"] = need.Library,
            ["description"] = $"not contained: needed on the device for {need.Why}",
            ["purl"] = $"pkg:deb/debian/{need.Package}",
        };

    /// <summary>An identifier that depends on the product and its programs alone.</summary>
    private static Guid IdOf(string product, IReadOnlyList<PackagedFile> programs)
    {
        string content = string.Join('\n', programs.Select(program => program.Sha256).Prepend(product));
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 16));
    }
}
