namespace GreengrassTpm.Build;

/// <summary>Decides what to install, from what is needed, installed and offered.</summary>
public static class PackagePlan
{
    /// <summary>The needs that no installed package meets.</summary>
    /// <param name="needs">What is needed.</param>
    /// <param name="installed">The names of the installed packages.</param>
    /// <returns>What is missing.</returns>
    public static IReadOnlyList<SystemPackage> Missing(
        IEnumerable<SystemPackage> needs,
        IReadOnlySet<string> installed
    ) => [.. needs.Where(need => !need.Candidates.Any(installed.Contains))];

    /// <summary>The name under which the system offers a package.</summary>
    /// <param name="need">What is needed.</param>
    /// <param name="offered">The names that the system's package sources offer.</param>
    /// <returns>The first offered name, or null if there is none.</returns>
    public static string? Choose(SystemPackage need, IReadOnlySet<string> offered) =>
        need.Candidates.FirstOrDefault(offered.Contains);

    /// <summary>Reads <c>dpkg-query --show --showformat '${db:Status-Status} ${Package}\n'</c>.</summary>
    /// <param name="lines">Its output.</param>
    /// <returns>The names of the installed packages.</returns>
    public static IReadOnlySet<string> ReadInstalled(IEnumerable<string> lines) =>
        lines
            .Select(line => line.Split(' '))
            .Where(words => words is ["installed", _])
            .Select(words => words[1])
            .ToHashSet();

    /// <summary>Reads <c>apt-cache madison</c>: one line for each offered version, the name before the first bar.</summary>
    /// <param name="lines">Its output.</param>
    /// <returns>The names of the offered packages.</returns>
    public static IReadOnlySet<string> ReadOffered(IEnumerable<string> lines) =>
        lines
            .Where(line => line.Contains('|', StringComparison.Ordinal))
            .Select(line => line.Split('|')[0].Trim())
            .ToHashSet();
}
