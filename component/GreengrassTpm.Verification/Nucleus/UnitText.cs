namespace GreengrassTpm.Verification;

/// <summary>Words in a unit file (systemd.syntax(7), systemd.unit(5), systemd.service(5)).</summary>
public static class UnitText
{
    /// <summary>A word as it is: quotes keep white space, backslashes escape, and a per cent sign begins a specifier.</summary>
    public static string Quote(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return "\""
            + word.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("%", "%%", StringComparison.Ordinal)
            + "\"";
    }

    /// <summary>An argument of a command as it is: there a dollar sign begins a variable too.</summary>
    public static string QuoteArgument(string argument) => Quote(argument).Replace("$", "$$", StringComparison.Ordinal);
}
