namespace GreengrassTpm.Credentials;

/// <summary>What became of reading one line of the journal.</summary>
internal enum JournalLineVerdict
{
    /// <summary>The line is whole.</summary>
    Whole,

    /// <summary>The line is whole, but a later version of the product wrote something that this one does not know.</summary>
    FromLaterVersion,

    /// <summary>The line does not match its checksum.</summary>
    Damaged,
}

/// <summary>One line of the journal as read.</summary>
/// <param name="Record">What it says; null unless whole.</param>
/// <param name="Verdict">What became of reading it.</param>
internal sealed record JournalLine(JournalRecord? Record, JournalLineVerdict Verdict);
