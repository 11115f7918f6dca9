using System.Diagnostics;

namespace GreengrassTpm.Benchmarks;

/// <summary>What a repeated action took, in this process.</summary>
/// <param name="Median">The median of the single durations.</param>
/// <param name="Percentile99">99 of 100 were faster.</param>
/// <param name="PerSecond">How many were done in a second.</param>
/// <param name="BytesEach">Managed memory allocated for each, by this process.</param>
internal sealed record Measurement(TimeSpan Median, TimeSpan Percentile99, double PerSecond, long BytesEach)
{
    private const int WarmUps = 2_000;

    /// <summary>Repeats an action, one after the other.</summary>
    public static async Task<Measurement> OfAsync(Func<Task> action, int count)
    {
        for (int warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            await action();
        }

        var durations = new TimeSpan[count];
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long started = Stopwatch.GetTimestamp();
        for (int index = 0; index < count; index++)
        {
            long begun = Stopwatch.GetTimestamp();
            await action();
            durations[index] = Stopwatch.GetElapsedTime(begun);
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        Array.Sort(durations);
        return new Measurement(durations[count / 2], durations[count * 99 / 100], count / seconds, bytes / count);
    }

    /// <summary>Repeats an action by several callers at once; the durations are those of the single actions.</summary>
    public static async Task<Measurement> OfManyAsync(Func<Task> action, int callers, int countEach)
    {
        Measurement[] each = [];
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long started = Stopwatch.GetTimestamp();
        each = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => OfAsync(action, countEach))));
        double total = (double)callers * (countEach + WarmUps);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        Array.Sort(each, (one, other) => one.Median.CompareTo(other.Median));
        Measurement middle = each[callers / 2];
        return middle with { PerSecond = total / seconds, BytesEach = (long)(bytes / total) };
    }
}
