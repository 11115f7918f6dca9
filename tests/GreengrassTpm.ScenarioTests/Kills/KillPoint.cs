using System.Globalization;
using GreengrassTpm.Testing;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>Where a program was killed.</summary>
/// <param name="Number">The number of the call or write.</param>
/// <param name="Name">The function, or the state that is written.</param>
/// <param name="Kind">Before, within or after it.</param>
internal sealed record KillPoint(int Number, string Name, FaultKind Kind)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Number, 3} {Kind.ToString()[4..].ToLowerInvariant(), -6} {Name}"
        );
}
