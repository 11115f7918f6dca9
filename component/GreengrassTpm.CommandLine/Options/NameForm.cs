using System.Text.RegularExpressions;

namespace GreengrassTpm.CommandLine;

/// <summary>A form that a name must have.</summary>
/// <param name="Pattern">Matches exactly the names of this form.</param>
/// <param name="Description">The form in words.</param>
public sealed record NameForm(Regex Pattern, string Description)
{
    /// <summary>Whether a name has this form.</summary>
    public bool Accepts(string name) => Pattern.IsMatch(name);
}
