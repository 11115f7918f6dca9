namespace GreengrassTpm.Credentials;

/// <summary>What the bytes of a journal say.</summary>
/// <param name="Records">The readable records, in the order in which they were written.</param>
/// <param name="DamagedLines">The numbers, from 1, of lines within the journal that do not match their checksum.</param>
/// <param name="LaterVersionLines">The numbers of whole lines of a later version that this one cannot read.</param>
/// <param name="WholeLength">
/// How many bytes the journal has up to the end of its last line. What stands behind is the beginning of a line whose
/// writing a power cut ended: it never took effect, because each step begins after its record is durable.
/// </param>
public sealed record JournalContents(
    IReadOnlyList<JournalRecord> Records,
    IReadOnlyList<int> DamagedLines,
    IReadOnlyList<int> LaterVersionLines,
    long WholeLength
)
{
    /// <summary>Whether every line could be read: only then may anything be destroyed on the journal's word.</summary>
    public bool IsWhole => DamagedLines.Count == 0 && LaterVersionLines.Count == 0;

    /// <summary>
    /// Whether a damaged line stands behind the last readable record: the rotation may have come further than the records
    /// tell, and in another direction.
    /// </summary>
    public bool EndIsDamaged { get; init; }

    /// <summary>Reads a journal.</summary>
    /// <param name="bytes">The file, whatever it holds.</param>
    /// <returns>What it says.</returns>
    public static JournalContents Read(ReadOnlyMemory<byte> bytes)
    {
        var (records, damaged, later) = (new List<JournalRecord>(), new List<int>(), new List<int>());
        var (start, number, endIsDamaged) = (0, 0, false);
        for (int length; (length = bytes.Span[start..].IndexOf((byte)'\n')) >= 0; start += length + 1)
        {
            number++;
            var line = JournalFormat.Decode(bytes.Slice(start, length));
            switch (line.Verdict)
            {
                case JournalLineVerdict.Whole:
                    records.Add(line.Record!);
                    endIsDamaged = false;
                    break;
                case JournalLineVerdict.FromLaterVersion:
                    later.Add(number);
                    break;
                default:
                    damaged.Add(number);
                    endIsDamaged = true;
                    break;
            }
        }

        return new(records, damaged, later, start) { EndIsDamaged = endIsDamaged };
    }
}
