using System.Text;

namespace GreengrassTpm.LocalCloud;

/// <summary>
/// Patterns of policies: <c>*</c> stands for any characters, <c>?</c> for one, <c>${key}</c> for the value of a variable
/// and <c>${*}</c>, <c>${?}</c>, <c>${$}</c> for those characters. A value never acts as a wildcard.
/// </summary>
internal static class PolicyPattern
{
    private const char AnyCharacters = '\uE000';
    private const char OneCharacter = '\uE001';

    /// <summary>Whether a text matches a pattern. A variable without a value matches nothing.</summary>
    public static bool Matches(string pattern, string text, IReadOnlyDictionary<string, string> variables) =>
        Expand(pattern, variables, wildcards: true) is { } expanded && Glob(expanded, text);

    /// <summary>The text that a pattern without wildcards stands for; null when a variable has no value.</summary>
    public static string? Literal(string pattern, IReadOnlyDictionary<string, string> variables) =>
        Expand(pattern, variables, wildcards: false);

    private static string? Expand(string pattern, IReadOnlyDictionary<string, string> variables, bool wildcards)
    {
        var result = new StringBuilder();
        for (var position = 0; position < pattern.Length; position++)
        {
            var end = pattern.IndexOf('}', position);
            if (pattern[position] is '$' && position + 1 < pattern.Length && pattern[position + 1] is '{' && end > 0)
            {
                var name = pattern[(position + 2)..end];
                if (name is not ("*" or "?" or "$") && !variables.TryGetValue(name, out _))
                {
                    return null;
                }
                result.Append(name is "*" or "?" or "$" ? name : variables[name]);
                position = end;
                continue;
            }
            result.Append(
                pattern[position] switch
                {
                    '*' when wildcards => AnyCharacters,
                    '?' when wildcards => OneCharacter,
                    var character => character,
                }
            );
        }
        return result.ToString();
    }

    private static bool Glob(string pattern, string text)
    {
        var (p, t, star, retry) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] is AnyCharacters)
            {
                (star, retry) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] is OneCharacter || pattern[p] == text[t]))
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }
        return pattern.AsSpan(p).TrimStart(AnyCharacters).IsEmpty;
    }
}
