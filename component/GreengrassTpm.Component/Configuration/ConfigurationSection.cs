using System.Globalization;
using System.Text.Json;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>
/// One object of a configuration while it is read. A value may be a string where a number or a truth value is meant, and the
/// other way round: nucleus lite makes strings of all scalars. Null counts as absent. Whatever is wrong is noted, and the
/// reading goes on with the default.
/// </summary>
internal sealed class ConfigurationSection
{
    private const int LongestText = 4096;

    private readonly string _path;
    private readonly JsonElement _value;
    private readonly List<ConfigurationProblem> _problems;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Begins to read an object.</summary>
    /// <param name="path">Its key path; empty for the root.</param>
    /// <param name="value">The object.</param>
    /// <param name="problems">Where problems are noted.</param>
    internal ConfigurationSection(string path, JsonElement value, List<ConfigurationProblem> problems)
    {
        _path = path;
        _value = value;
        _problems = problems;
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
        {
            Note("", "expected an object with keys");
        }
    }

    /// <summary>An object within this one; empty where it is absent.</summary>
    internal ConfigurationSection Section(string key) => new(KeyPath(key), Find(key) ?? default, _problems);

    /// <summary>Says that a key belongs here although nothing of it is read.</summary>
    internal void Ignore(string key) => _known.Add(key);

    /// <summary>The keys that nobody has asked for.</summary>
    internal IEnumerable<ConfigurationProblem> UnknownKeys() =>
        _value.ValueKind != JsonValueKind.Object
            ? []
            : _value
                .EnumerateObject()
                .Where(member => !_known.Contains(member.Name))
                .Select(member => new ConfigurationProblem(
                    KeyPath(member.Name),
                    $"unknown key, ignored; known here: {string.Join(", ", _known.Order(StringComparer.Ordinal))}"
                ));

    /// <summary>Text of a form.</summary>
    internal string Text(string key, string otherwise, NameForm form) =>
        Parsed(
            key,
            otherwise,
            text =>
                text.Length == 0 || form.Accepts(text)
                    ? text
                    : throw new FormatException($"expected {form.Description}, or nothing")
        );

    /// <summary>A truth value.</summary>
    internal bool Boolean(string key, bool otherwise) =>
        Parsed(
            key,
            otherwise,
            text =>
                bool.TryParse(text, out bool value)
                    ? value
                    : throw new FormatException($"\"{text}\" is neither true nor false")
        );

    /// <summary>A whole number within bounds.</summary>
    internal int Integer(string key, int otherwise, int least, int most) =>
        Parsed(
            key,
            otherwise,
            text =>
                // A whole number that came through UpdateConfiguration of a classic nucleus is written 5.0.
                decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
                && number == decimal.Truncate(number)
                && number >= least
                && number <= most
                    ? (int)number
                    : throw new FormatException($"\"{text}\" is not a whole number from {least} to {most}")
        );

    /// <summary>A duration within bounds.</summary>
    internal TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan least, TimeSpan most) =>
        Parsed(
            key,
            otherwise,
            text =>
            {
                TimeSpan duration = DurationText.Parse(text);
                return duration >= least && duration <= most
                    ? duration
                    : throw new FormatException(
                        $"\"{text}\" is out of bounds: {DurationText.Of(least)} to {DurationText.Of(most)} are allowed"
                    );
            }
        );

    /// <summary>One of a few names.</summary>
    internal T Choice<T>(string key, T otherwise, params (string Name, T Value)[] choices) =>
        Parsed(
            key,
            otherwise,
            text =>
                choices.Any(choice => choice.Name == text)
                    ? choices.First(choice => choice.Name == text).Value
                    : throw new FormatException(
                        $"\"{text}\" is not one of {string.Join(", ", choices.Select(choice => choice.Name))}"
                    )
        );

    /// <summary>Something with a text form of its own.</summary>
    /// <param name="key">The key.</param>
    /// <param name="otherwise">Its value where the key is absent or wrong.</param>
    /// <param name="parse">Reads the text form; throws <see cref="FormatException"/> that says what is allowed.</param>
    internal T Parsed<T>(string key, T otherwise, Func<string, T> parse)
    {
        if (Find(key) is not { } value)
        {
            return otherwise;
        }

        try
        {
            return parse(Scalar(value));
        }
        catch (FormatException error)
        {
            Note(key, error.Message);
            return otherwise;
        }
    }

    /// <summary>A program and its arguments: a list of texts, the first an absolute path; empty = none.</summary>
    internal IReadOnlyList<string> ArgumentList(string key)
    {
        const string Expected = "expected a list of texts, the first of which is the absolute path of a program";
        if (Find(key) is not { } value)
        {
            return [];
        }

        bool isList =
            value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);
        string[] arguments = isList ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];
        if (!isList || (arguments.Length > 0 && !Path.IsPathFullyQualified(arguments[0])))
        {
            Note(key, Expected);
            return [];
        }

        return arguments;
    }

    /// <summary>Notes that a key is missing, unless what needs it is not there.</summary>
    internal void Require(string key, bool isThere)
    {
        if (!isThere)
        {
            Note(key, "must be given for this type of issuer");
        }
    }

    private static string Scalar(JsonElement value)
    {
        string text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => throw new FormatException("expected a single value, not an object or a list"),
        };
        return text.Length <= LongestText
            ? text
            : throw new FormatException($"has {text.Length} characters; {LongestText} are allowed");
    }

    private JsonElement? Find(string key)
    {
        _known.Add(key);
        return
            _value.ValueKind == JsonValueKind.Object
            && _value.TryGetProperty(key, out JsonElement found)
            && found.ValueKind != JsonValueKind.Null
            ? found
            : null;
    }

    private void Note(string key, string message) => _problems.Add(new ConfigurationProblem(KeyPath(key), message));

    private string KeyPath(string key) => string.Join('.', ((string[])[_path, key]).Where(part => part.Length > 0));
}
