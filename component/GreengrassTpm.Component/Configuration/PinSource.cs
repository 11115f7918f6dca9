namespace GreengrassTpm.Component;

/// <summary>Where the user PIN comes from.</summary>
public enum PinSourceKind
{
    /// <summary>From the nucleus' own configuration, wherever that has it.</summary>
    Nucleus,

    /// <summary>From a file.</summary>
    File,

    /// <summary>From a credential that systemd gives to the nucleus' unit (LoadCredential=, systemd.exec(5)).</summary>
    Systemd,
}

/// <summary>Where the user PIN comes from: <c>nucleus</c>, <c>file:/path</c> or <c>systemd:NAME</c>.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Name">The file's absolute path, or the credential's name; empty for the nucleus.</param>
public sealed record PinSource(PinSourceKind Kind, string Name = "")
{
    private const string FilePrefix = "file:";
    private const string SystemdPrefix = "systemd:";

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">It is none of the three; says what is expected, and never repeats the text, which
    /// may be a PIN that somebody has put in the wrong place.</exception>
    public static PinSource Parse(string text)
    {
        if (text == "nucleus")
        {
            return new PinSource(PinSourceKind.Nucleus);
        }

        if (
            text.StartsWith(FilePrefix, StringComparison.Ordinal)
            && Path.IsPathFullyQualified(text[FilePrefix.Length..])
        )
        {
            return new PinSource(PinSourceKind.File, text[FilePrefix.Length..]);
        }

        string name = text.StartsWith(SystemdPrefix, StringComparison.Ordinal) ? text[SystemdPrefix.Length..] : "";
        return name.Length > 0 && name is not ("." or "..") && !name.Contains('/', StringComparison.Ordinal)
            ? new PinSource(PinSourceKind.Systemd, name)
            : throw new FormatException(
                "this is not a source of the PIN: expected nucleus, file:/absolute/path or systemd:NAME"
            );
    }
}
