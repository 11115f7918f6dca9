using GreengrassTpm.Credentials;

namespace GreengrassTpm.Verification;

/// <summary>Reads the journal of rotations.</summary>
internal static class JournalExaminer
{
    internal static Fact<JournalFacts> Examine(string? path)
    {
        if (path is null)
        {
            return Finding.Skipped("No journal was named.");
        }

        try
        {
            return new JournalFacts(path, Journal.Open(path).Contents);
        }
        catch (UnauthorizedAccessException)
        {
            return Finding.Unseen($"This user may not read {path}.", "Run it as root.");
        }
        catch (IOException error)
        {
            return Finding.Error(error.Message);
        }
    }
}
