using Semver;

namespace GreengrassTpm.Release;

/// <summary>The version that gdk-config.json asks for: a semantic version, or the one after the newest that is published.</summary>
public static class ComponentVersionText
{
    /// <summary>What asks for the version after the newest published one, in gdk's word.</summary>
    public const string NextPatch = "NEXT_PATCH";

    /// <summary>The most characters of a component's version.</summary>
    public const int MostCharacters = 64;

    /// <summary>The version that comes first when there is none yet.</summary>
    public const string First = "1.0.0";

    /// <summary>Whether a text can stand as a component's version in gdk-config.json.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True for a semantic version and for <see cref="NextPatch"/>.</returns>
    public static bool IsUsable(string text) => text == NextPatch || IsVersion(text);

    /// <summary>Whether a text is a version that the cloud takes: a semantic version of at most 64 characters.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True if it is.</returns>
    public static bool IsVersion(string text) =>
        text.Length <= MostCharacters && SemVersion.TryParse(text, SemVersionStyles.Strict, out _);

    /// <summary>The version after all those that exist: the highest one's patch number plus one, as gdk counts.</summary>
    /// <param name="existing">Versions that exist, in any order; texts that are no versions are passed over.</param>
    /// <returns>The version.</returns>
    public static string After(IEnumerable<string> existing) =>
        Highest(existing) is { } highest ? $"{highest.Major}.{highest.Minor}.{highest.Patch + 1}" : First;

    /// <summary>The highest of some versions, by semantic precedence.</summary>
    /// <param name="existing">Versions, in any order; texts that are no versions are passed over.</param>
    /// <returns>The highest, or null if there is none.</returns>
    public static SemVersion? Highest(IEnumerable<string> existing) =>
        existing
            .Select(text =>
                SemVersion.TryParse(text, SemVersionStyles.Strict, out SemVersion? version) ? version : null
            )
            .OfType<SemVersion>()
            .OrderBy(version => version, SemVersion.PrecedenceComparer)
            .LastOrDefault();
}
