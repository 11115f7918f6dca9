using System.CommandLine;
using System.CommandLine.Parsing;

namespace GreengrassTpm.CommandLine;

/// <summary>Makes command-line options whose values are checked while the line is parsed.</summary>
public static class OptionKit
{
    /// <summary>An option that takes a text, which is not empty.</summary>
    /// <param name="name">Its name, with dashes.</param>
    /// <param name="description">What it is for, and what holds without it.</param>
    /// <param name="helpName">What its value is, in one word.</param>
    /// <param name="form">The form that its value must have; null for any.</param>
    public static Option<string?> Text(string name, string description, string helpName, NameForm? form = null)
    {
        Option<string?> option = new(name) { Description = description, HelpName = helpName };
        option.Validators.Add(result =>
        {
            string value = Value(result);
            if (value.Length == 0)
            {
                result.AddError($"{name} must not be empty");
            }
            else if (form is not null && !form.Accepts(value))
            {
                result.AddError($"{name} takes {form.Description}");
            }
        });
        return option;
    }

    /// <summary>An option that takes one of a few words; not given, it is the type's default value.</summary>
    public static Option<T> Choice<T>(string name, string description, params (string Word, T Value)[] choices)
    {
        string words = string.Join('|', choices.Select(choice => choice.Word));
        Option<T> option = new(name)
        {
            Description = description,
            HelpName = words,
            CustomParser = result =>
            {
                foreach ((string word, T value) in choices)
                {
                    if (word == Value(result))
                    {
                        return value;
                    }
                }

                result.AddError($"{name} takes one of {words}");
                return default!;
            },
        };
        option.CompletionSources.Add([.. choices.Select(choice => choice.Word)]);
        return option;
    }

    /// <summary>An option whose text has a meaning; not given, it is null.</summary>
    /// <param name="name">Its name, with dashes.</param>
    /// <param name="description">What it is for, and what holds without it.</param>
    /// <param name="helpName">What its value is, in one word.</param>
    /// <param name="parse">Reads the text; a <see cref="FormatException"/> says what is expected.</param>
    public static Option<T?> Parsed<T>(string name, string description, string helpName, Func<string, T> parse) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                try
                {
                    return parse(Value(result));
                }
                catch (FormatException error)
                {
                    result.AddError($"{name}: {error.Message}");
                    return default;
                }
            },
        };

    private static string Value(SymbolResult result) => result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
}
