using System.Text.RegularExpressions;

namespace GreengrassTpm.FakeNucleus;

/// <summary>Matching of topics and of policy resources.</summary>
internal static class TopicFilter
{
    /// <summary>Whether a topic matches an MQTT filter with <c>+</c> and <c>#</c>.</summary>
    public static bool Matches(string filter, string topic)
    {
        string[] wanted = filter.Split('/');
        string[] found = topic.Split('/');
        for (int level = 0; level < wanted.Length; level++)
        {
            if (wanted[level] == "#")
            {
                return true;
            }

            if (level >= found.Length || (wanted[level] != "+" && wanted[level] != found[level]))
            {
                return false;
            }
        }

        return wanted.Length == found.Length;
    }

    /// <summary>Whether a text has wildcards of MQTT.</summary>
    public static bool HasWildcards(string topic) =>
        topic.Contains('+', StringComparison.Ordinal) || topic.Contains('#', StringComparison.Ordinal);

    /// <summary>Whether a text matches a policy's pattern, in which <c>*</c> is any text.</summary>
    public static bool MatchesPattern(string pattern, string text) =>
        Regex.IsMatch(
            text,
            $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$",
            RegexOptions.Singleline
        );
}
