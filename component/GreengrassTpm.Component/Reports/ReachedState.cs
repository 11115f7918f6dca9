using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>One state that a rotation has reached.</summary>
/// <param name="State">The state.</param>
/// <param name="Time">When, by the device's clock.</param>
/// <param name="Happened">What has happened, in words.</param>
public sealed record ReachedState(RotationState State, DateTimeOffset Time, string Happened)
{
    internal ReportRow ToRow() =>
        new([ReportTime.Of(Time), State.ToString(), Happened], $"{ReportTime.Of(Time)} {State, -17} {Happened}");
}
