using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Component;

/// <summary>What has become of reading a configuration.</summary>
/// <param name="Configuration">The configuration; a value that is wrong has its default here.</param>
/// <param name="Problems">What makes it unusable: every wrong value, not just the first.</param>
/// <param name="Warnings">
/// What is ignored: keys that this version does not know. They do not make a configuration unusable, because a nucleus keeps
/// the keys of a later version when the component is set back to an earlier one.
/// </param>
public sealed record ConfigurationReading(
    ComponentConfiguration Configuration,
    IReadOnlyList<ConfigurationProblem> Problems,
    IReadOnlyList<ConfigurationProblem> Warnings
)
{
    /// <summary>The configuration.</summary>
    /// <exception cref="CommandException">It has problems; all of them are told.</exception>
    public ComponentConfiguration Require() =>
        Problems.Count == 0
            ? Configuration
            : throw new CommandException(
                ExitCode.Configuration,
                $"the component's configuration is invalid: {Text(Problems)}",
                "deploy a configuration with valid values; docs/OPERATIONS.md explains each key"
            );

    /// <summary>Problems as one line.</summary>
    public static string Text(IEnumerable<ConfigurationProblem> problems) => string.Join("; ", problems);
}
