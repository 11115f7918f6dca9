namespace GreengrassTpm.Build;

/// <summary>A package of the operating system that building or testing needs.</summary>
/// <param name="Why">What needs it, in a few words.</param>
/// <param name="Names">Its names, the preferred one first; any of them will do.</param>
public sealed record SystemPackage(string Why, params IReadOnlyList<string> Names)
{
    /// <summary>
    /// Every name under which a system may hold it. Debian 13 and Ubuntu 24.04 renamed libraries in the change to 64-bit
    /// time: the suffix <c>t64</c>.
    /// </summary>
    public IEnumerable<string> Candidates =>
        Names.SelectMany(name =>
            name.StartsWith("lib", StringComparison.Ordinal) ? [name, name + "t64"] : new[] { name }
        );
}
