using System.Text.Json;

namespace GreengrassTpm.Credentials;

/// <summary>The file that holds the <see cref="ProvisioningRecord"/>.</summary>
/// <param name="path">Its path; the folder must exist before anything is written.</param>
public sealed class ProvisioningRecordFile(string path)
{
    private const int LargestRecord = 64 * 1024;

    /// <summary>Its path.</summary>
    public string Path => path;

    /// <summary>Reads the record.</summary>
    /// <returns>The record, or <see langword="null"/> if this device has none.</returns>
    /// <exception cref="ProvisioningRecordException">It is there but damaged, too large, or of another version: nothing may be guessed from it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public ProvisioningRecord? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (new FileInfo(path).Length > LargestRecord)
        {
            throw new ProvisioningRecordException(path, $"is larger than {LargestRecord} bytes");
        }

        return Parse(File.ReadAllBytes(path));
    }

    /// <summary>Writes the record durably (0600); when this returns, the effect it announces may begin.</summary>
    /// <exception cref="FileWriteException">It could not be written; the old one is whole.</exception>
    public void Write(ProvisioningRecord record) =>
        AtomicFile.Write(
            path,
            JsonSerializer.SerializeToUtf8Bytes(record, ProvisioningRecordJson.Default.ProvisioningRecord)
        );

    private ProvisioningRecord Parse(byte[] json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (
                document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("version", out JsonElement version)
                || !version.TryGetInt32(out int number)
            )
            {
                throw new ProvisioningRecordException(path, "has no version");
            }

            if (number != ProvisioningRecord.CurrentVersion)
            {
                throw new ProvisioningRecordException(
                    path,
                    $"has version {number}; this program reads version {ProvisioningRecord.CurrentVersion}"
                );
            }

            return document.Deserialize(ProvisioningRecordJson.Default.ProvisioningRecord)
                ?? throw new ProvisioningRecordException(path, "is empty");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ProvisioningRecordException(path, "is not a valid provisioning record", error);
        }
    }
}
