using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Verification;

/// <summary>
/// What somebody needs who is asked for help: the report in its three forms, the journal, what provisioning noted, versions,
/// and what was seen of the nucleus' configuration. It is made of what has been seen, and not of configuration files, so that
/// it cannot hold a secret that nobody has thought of.
/// </summary>
public static class SupportBundle
{
    private const long LargestFile = 4 * 1024 * 1024;
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    /// <summary>Writes the bundle: a <c>.tar.gz</c> for its owner alone, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">The report.</param>
    /// <param name="folders">The device's places.</param>
    /// <returns>The names of the files in it.</returns>
    /// <exception cref="FileWriteException">It could not be written; an old one is as it was.</exception>
    public static IReadOnlyList<string> Write(string path, VerificationReport report, DeviceFolders folders)
    {
        (string Name, byte[] Content)[] files = [.. Files(report, folders)];
        using MemoryStream bytes = new();
        using (GZipStream zip = new(bytes, CompressionLevel.Optimal, leaveOpen: true))
        using (TarWriter tar = new(zip, TarEntryFormat.Pax))
        {
            foreach ((string name, byte[] content) in files)
            {
                using MemoryStream data = new(content);
                tar.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, $"greengrass-tpm-support/{name}")
                    {
                        DataStream = data,
                        Mode = AtomicFile.OwnerOnly,
                        ModificationTime = Epoch,
                    }
                );
            }
        }

        AtomicFile.Write(path, bytes.ToArray());
        return [.. files.Select(file => file.Name)];
    }

    private static IEnumerable<(string Name, byte[] Content)> Files(VerificationReport report, DeviceFolders folders)
    {
        VerificationDocument document = report.ToDocument();
        using StringWriter text = new();
        TextReport.Write(document, text, isTerminal: false);
        yield return ("report.txt", Bytes(text.ToString()));
        yield return ("report.json", Bytes(JsonReport.Write(document)));
        yield return ("report.html", Bytes(HtmlReport.Write(document)));
        yield return ("versions.json", Json(Versions(report), SupportJson.Default.SupportVersions));
        yield return (
            "configuration.json",
            Json(Configuration(report.Facts), SupportJson.Default.SupportConfiguration)
        );
        if (report.Facts.Journal.Value is { Contents.Records: { Count: > 0 } records })
        {
            yield return ("journal.txt", Bytes(string.Concat(records.Select(record => $"{Line(record)}\n"))));
        }

        if (TryRead(folders.ProvisioningRecord) is { } provisioning)
        {
            yield return ("provisioning.json", provisioning);
        }
    }

    private static string Line(JournalRecord record) =>
        $"{record.Time.UtcDateTime:O} {record.Rotation} {record.State} {record.Trigger} {record.Reason}".TrimEnd();

    private static SupportVersions Versions(VerificationReport report) =>
        new(
            DocumentOf.ProductVersion,
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.OSDescription,
            RuntimeInformation.OSArchitecture.ToString(),
            report.Facts.Module.Value?.Survey?.Module is { } module
                ? $"{module.Description} {module.Version} ({module.Manufacturer})"
                : null,
            report.Facts.Store.Value?.SchemaVersion
        );

    private static SupportConfiguration Configuration(DeviceFacts facts) =>
        new(
            facts.Nucleus.Value,
            facts.Services.Value?.Units ?? [],
            [.. facts.Store.Value?.Files.Select(file => file.ToString()) ?? []],
            facts.Subject.Token.Slot,
            facts.Subject.Token.Tcti
        );

    private static byte[]? TryRead(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= LargestFile } ? File.ReadAllBytes(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Json<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToUtf8Bytes(value, type);
}

/// <summary>What runs on the device.</summary>
/// <param name="Product">The product's version.</param>
/// <param name="Runtime">The runtime's version.</param>
/// <param name="System">The operating system.</param>
/// <param name="Architecture">The machine.</param>
/// <param name="Module">The PKCS#11 module; null where it was not seen.</param>
/// <param name="StoreVersion">The version of the store's tables; null where it was not seen.</param>
public sealed record SupportVersions(
    string Product,
    string Runtime,
    string System,
    string Architecture,
    string? Module,
    int? StoreVersion
);

/// <summary>How the device is set up, as far as it was seen.</summary>
/// <param name="Nucleus">What the nucleus' configuration says about its credential.</param>
/// <param name="Units">What systemd tells its services.</param>
/// <param name="Files">Owners and modes.</param>
/// <param name="Slot">The configured slot.</param>
/// <param name="Tcti">How the TPM is reached.</param>
public sealed record SupportConfiguration(
    NucleusFacts? Nucleus,
    IReadOnlyList<UnitFacts> Units,
    IReadOnlyList<string> Files,
    ulong? Slot,
    string? Tcti
);

/// <summary>JSON of the bundle, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true
)]
[JsonSerializable(typeof(SupportVersions))]
[JsonSerializable(typeof(SupportConfiguration))]
internal sealed partial class SupportJson : JsonSerializerContext;
