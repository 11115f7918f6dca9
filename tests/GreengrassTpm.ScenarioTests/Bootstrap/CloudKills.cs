using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>Kills a program at one of its calls to the cloud.</summary>
internal static class CloudKills
{
    private static readonly string[] Readings = ["Describe", "List", "Get"];

    /// <summary>The operations that were called. What the examination asks of the credentials endpoint is none.</summary>
    public static IEnumerable<string> Operations(LocalCloudServer cloud) =>
        cloud.Calls.Select(call => call.Operation).Where(operation => operation != RecordedCall.UnknownOperation);

    /// <summary>The numbers, from 1, of the calls that change something.</summary>
    public static int[] Changes(LocalCloudServer cloud) =>
        [
            .. Operations(cloud)
                .Select((operation, index) => (Operation: operation, Number: index + 1))
                .Where(call => !Readings.Any(word => call.Operation.StartsWith(word, StringComparison.Ordinal)))
                .Select(call => call.Number),
        ];

    /// <summary>Runs the first command on a cloud and kills it at a call; it must come that far.</summary>
    /// <param name="cloud">The cloud.</param>
    /// <param name="command">The command.</param>
    /// <param name="call">The number of the call, from 1.</param>
    /// <param name="afterEffect">Whether the call has had its effect.</param>
    public static void Kill(LocalCloudServer cloud, Command command, int call, bool afterEffect) =>
        Kill(command, afterEffect, fault => cloud.Faults.Add(LocalCloud.FaultPlan.AnyOperation, fault, call));

    /// <summary>Runs a command and kills it at its first call of an operation; it must come that far.</summary>
    public static void Kill(LocalCloudServer cloud, Command command, string operation, bool afterEffect) =>
        Kill(command, afterEffect, fault => cloud.Faults.AddNext(operation, fault));

    private static void Kill(Command command, bool afterEffect, Action<Fault> plan)
    {
        TaskCompletionSource<ChildProcess> started = new();
        plan(Fault.ClientKilled(() => started.Task.GetAwaiter().GetResult().Signal(UnixSignal.Kill), afterEffect));
        using ChildProcess run = ChildProcess.Start(command);
        started.SetResult(run);
        ChildResult end = run.Wait();
        Assert.True(end.WasKilled, $"the call was not reached: {end.Output}{end.Error}");
    }
}
