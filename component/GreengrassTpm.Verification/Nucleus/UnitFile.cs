using System.Text;

namespace GreengrassTpm.Verification;

/// <summary>The environment that systemd gives to a service: unit file and drop-ins (systemd.unit(5), systemd.exec(5)).</summary>
internal static class UnitFile
{
    /// <summary>The variables of a unit; null where there is no such unit.</summary>
    /// <param name="folders">Where units are, the most important first.</param>
    /// <param name="unit">The unit's name.</param>
    internal static IReadOnlyDictionary<string, string>? ReadEnvironment(IReadOnlyList<string> folders, string unit)
    {
        string? file = folders.Select(folder => Path.Combine(folder, unit)).FirstOrDefault(File.Exists);
        if (file is null)
        {
            return null;
        }

        // Of drop-ins with one name the most important folder's counts; they are read in the order of their names.
        IEnumerable<string> dropIns = folders
            .Select(folder => Path.Combine(folder, unit + ".d"))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*.conf"))
            .DistinctBy(Path.GetFileName)
            .OrderBy(Path.GetFileName, StringComparer.Ordinal);
        Dictionary<string, string> environment = [];
        foreach (string part in dropIns.Prepend(file))
        {
            Apply(File.ReadAllText(part), environment);
        }

        return environment;
    }

    /// <summary>Applies the <c>Environment=</c> lines of a unit file to what the files before it have set.</summary>
    internal static void Apply(string text, Dictionary<string, string> environment)
    {
        bool isService = false;
        foreach (string line in text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Select(l => l.Trim()))
        {
            if (line.StartsWith('['))
            {
                isService = line == "[Service]";
            }
            else if (isService && line.Split('=', 2) is [var key, var value] && key.Trim() == "Environment")
            {
                Set(value.Trim(), environment);
            }
        }
    }

    private static void Set(string assignments, Dictionary<string, string> environment)
    {
        if (assignments.Length == 0)
        {
            environment.Clear(); // An empty assignment resets the list.
        }

        foreach (string[] parts in Words(assignments).Select(word => word.Split('=', 2)))
        {
            if (parts is [var name, var value])
            {
                environment[name] = value;
            }
        }
    }

    private static List<string> Words(string text)
    {
        List<string> words = [];
        StringBuilder word = new();
        char quote = '\0';
        foreach (char letter in text + ' ')
        {
            if (letter == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && letter is '"' or '\'')
            {
                quote = letter;
            }
            else if (quote == '\0' && char.IsWhiteSpace(letter))
            {
                words.Add(word.ToString());
                word.Clear();
            }
            else
            {
                word.Append(letter);
            }
        }

        return words;
    }
}
