namespace GreengrassTpm.Credentials;

/// <summary>
/// The durable memory of rotations: an append-only file, one record a line. A record is on the disk before
/// <see cref="Append"/> returns, so whatever happens next, the next start knows how far the rotation had come.
/// </summary>
public sealed class Journal
{
    // Forty years of daily rotations stay below this.
    private const long MaximumLength = 256 * 1024 * 1024;

    private readonly string _path;
    private JournalContents _contents;

    private Journal(string path, JournalContents contents)
    {
        _path = path;
        _contents = contents;
    }

    /// <summary>Every record, in the order in which they were written.</summary>
    public IReadOnlyList<JournalRecord> Records => _contents.Records;

    /// <summary>What the file says, with the numbers of lines that could not be read.</summary>
    public JournalContents Contents => _contents;

    /// <summary>What the records mean together.</summary>
    public RotationHistory History => new(Rotation.Tell(_contents.Records));

    /// <summary>Reads the journal; changes nothing.</summary>
    /// <param name="path">The file; a missing one is an empty journal. Its folder must exist before <see cref="Append"/>.</param>
    /// <returns>The journal.</returns>
    /// <exception cref="IOException">The file cannot be read, or is larger than a journal can be.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Journal Open(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (file.Length > MaximumLength)
            {
                throw new IOException($"{path} is no journal: it is larger than {MaximumLength} bytes");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return new Journal(path, JournalContents.Read(bytes));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Journal(path, JournalContents.Read(default));
        }
    }

    /// <summary>
    /// Adds a record durably: one write, fsync of the file and of its folder. The beginning of a
    /// line that a power cut left behind is cut off first.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <exception cref="InvalidOperationException">The record's state may not follow the rotation's latest.</exception>
    /// <exception cref="FileWriteException">Disk full, read-only, no permission, …; the journal is as it was.</exception>
    public void Append(JournalRecord record)
    {
        Check(record);
        var line = JournalFormat.Encode(record);
        try
        {
            Write(line);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw error as FileWriteException ?? new FileWriteException("write", _path, ErrorNumber.Of(error), error);
        }

        _contents = _contents with
        {
            Records = [.. _contents.Records, record],
            EndIsDamaged = false,
            WholeLength = _contents.WholeLength + line.Length,
        };
    }

    private void Check(JournalRecord record)
    {
        var latest = Records.LastOrDefault(earlier => earlier.Rotation == record.Rotation)?.State;
        var allowed = latest is { } state ? state.MayBecome(record.State) : record.State == RotationState.Planned;
        if (!allowed)
        {
            throw new InvalidOperationException(
                $"a rotation in state {latest?.ToString() ?? "(none)"} cannot become {record.State}"
            );
        }
    }

    private void Write(byte[] line)
    {
        using (
            var file = new FileStream(
                _path,
                new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.Write,
                    Share = FileShare.Read,
                    BufferSize = 0,
                    UnixCreateMode = AtomicFile.OwnerOnly,
                }
            )
        )
        {
            file.SetLength(_contents.WholeLength);
            file.Position = _contents.WholeLength;
            file.Write(line);
            file.Flush(flushToDisk: true);
        }

        // Always: a run that was killed between creating the file and this line has left the name unsynced.
        DurableFolder.Sync(Path.GetDirectoryName(Path.GetFullPath(_path))!);
    }
}
