using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>What the steps of one run share.</summary>
internal sealed class ProvisioningContext
{
    private readonly ProvisioningRecordFile _recordFile;

    internal ProvisioningContext(ProvisioningRecordFile recordFile, ProvisioningRecord? record)
    {
        _recordFile = recordFile;
        Record = record;
    }

    /// <summary>The device's places.</summary>
    internal required DeviceFolders Folders { get; init; }

    /// <summary>What was asked for.</summary>
    internal required ProvisioningOptions Options { get; init; }

    /// <summary>What to work with.</summary>
    internal required ProvisioningSettings Settings { get; init; }

    /// <summary>What the device was found to have before anything was done.</summary>
    internal required DeviceFacts Device { get; init; }

    /// <summary>The token, which may not exist yet.</summary>
    internal required DeviceToken Token { get; init; }

    /// <summary>The clock.</summary>
    internal required TimeProvider Time { get; init; }

    /// <summary>The account that the device is registered with; null when that is done elsewhere.</summary>
    internal CloudAccess? Cloud { get; init; }

    /// <summary>The credential that a rotation has put in the place of the recorded one; null for none.</summary>
    internal RotatedCredential? Rotated { get; init; }

    /// <summary>What the nucleus' configuration is to be made of.</summary>
    internal required RecordedNucleus Nucleus { get; init; }

    /// <summary>What was done or begun so far; null before the first effect.</summary>
    internal ProvisioningRecord? Record { get; private set; }

    /// <summary>The record, in steps that come after the one which begins it.</summary>
    internal ProvisioningRecord BegunRecord =>
        Record ?? throw new InvalidOperationException("the provisioning record is begun by the store's step");

    /// <summary>What is on the token.</summary>
    internal TokenPicture LookAtToken() => Token.Look(isOurs: Record?.Token is not null);

    /// <summary>Writes what is about to be done in the account; only then may it begin.</summary>
    /// <exception cref="FileWriteException">It could not be written.</exception>
    internal void RememberCloud(Func<RecordedCloud, RecordedCloud> change) =>
        Remember(BegunRecord with { Cloud = change(BegunRecord.Cloud!) });

    /// <summary>Writes which files are about to be made.</summary>
    /// <exception cref="FileWriteException">It could not be written.</exception>
    internal void RememberFiles(IEnumerable<string> paths)
    {
        string[] unknown = [.. paths.Except(BegunRecord.NucleusFiles)];
        if (unknown.Length > 0)
        {
            Remember(BegunRecord with { NucleusFiles = [.. BegunRecord.NucleusFiles, .. unknown] });
        }
    }

    /// <summary>Writes the record durably; only then may the effect it announces begin.</summary>
    /// <exception cref="FileWriteException">It could not be written.</exception>
    internal void Remember(ProvisioningRecord record)
    {
        if (record != Record)
        {
            _recordFile.Write(record);
            Record = record;
        }
    }
}
