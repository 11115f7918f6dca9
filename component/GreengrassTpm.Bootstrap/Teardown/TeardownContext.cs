using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>What the steps of one teardown share.</summary>
/// <param name="recordFile">The file of the provisioning record.</param>
/// <param name="record">What provisioning has done.</param>
internal sealed class TeardownContext(ProvisioningRecordFile recordFile, ProvisioningRecord record)
{
    private readonly List<string> _left = [];

    /// <summary>The device's places.</summary>
    internal required DeviceFolders Folders { get; init; }

    /// <summary>What rotations have done since.</summary>
    internal required IReadOnlyList<Rotation> Rotations { get; init; }

    /// <summary>The token; null when it is not looked at.</summary>
    internal required TeardownToken? Token { get; init; }

    /// <summary>Whether what was adopted is to go too.</summary>
    internal bool AdoptedToo { get; init; }

    /// <summary>What provisioning has done, as far as it is not undone.</summary>
    internal ProvisioningRecord Record { get; private set; } = record;

    /// <summary>What stays and why, in words.</summary>
    internal IReadOnlyList<string> Left => _left;

    /// <summary>Whether the token stays, without what is ours on it, in a store that is not ours to delete.</summary>
    internal bool TokenStays => Record.Token is not null && Token?.StoreStays == true;

    /// <summary>Whether it stays as one of our own, which the next provisioning uses; one that was adopted is given back.</summary>
    internal bool TokenIsKept => TokenStays && !Record.IsAdopted;

    /// <summary>The ids of this device's own certificates in AWS IoT.</summary>
    internal IReadOnlyList<string> OwnCertificateIds() =>
        OwnCertificates.Ids(Record, Rotations, Token?.PublicObjects() ?? [], AdoptedToo);

    /// <summary>Notes what stays; the same is noted once.</summary>
    /// <returns>The same words.</returns>
    internal string Leave(string words)
    {
        if (!_left.Contains(words))
        {
            _left.Add(words);
        }

        return words;
    }

    /// <summary>Writes the record durably.</summary>
    /// <exception cref="FileWriteException">It could not be written; the old one is whole.</exception>
    internal void Remember(ProvisioningRecord changed)
    {
        if (changed != Record)
        {
            recordFile.Write(changed);
            Record = changed;
        }
    }
}
