using System.Globalization;
using GreengrassTpm.Credentials;
using Xunit.Abstractions;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>The table of the points at which a program was cut off and that the device survived.</summary>
/// <param name="output">The test's output, whose tables the build prints.</param>
internal sealed class KillTable(ITestOutputHelper output)
{
    private int _points;

    /// <summary>Begins the table.</summary>
    /// <param name="title">What was cut off, and where.</param>
    public void Begin(string title) => output.WriteLine($"{title}: point, state left, state at the end");

    /// <summary>Tells of a point that was survived.</summary>
    public void Add(object point, RotationState? left, Rotation? end)
    {
        _points++;
        string debts = end is { Debts.Count: > 0 } ? "; " + string.Join("; ", end.Debts) : "";
        output.WriteLine(
            $"{point, -36} {left?.ToString() ?? "(none)", -18} {end?.State.ToString() ?? "(none)"}{debts}"
        );
    }

    /// <summary>Ends the table.</summary>
    public void End() =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_points} points tried, {_points} survived"));
}
