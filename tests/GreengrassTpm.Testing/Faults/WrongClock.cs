using System.Globalization;

namespace GreengrassTpm.Testing;

/// <summary>A preloaded library that shows a process another date, which may jump while it runs: native/wrong_clock.c.</summary>
/// <param name="file">The file by which the process is told; made by <see cref="Set"/>.</param>
public sealed class WrongClock(string file)
{
    /// <summary>Gets the variables for the process, LD_PRELOAD among them.</summary>
    /// <exception cref="ToolMissingException">There is no C compiler.</exception>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>
        {
            ["WRONG_CLOCK_FILE"] = file,
            ["LD_PRELOAD"] = NativeShim.Compile("wrong_clock"),
        };

    /// <summary>Sets the date that the process sees from now on; it goes on from there.</summary>
    /// <param name="offset">By how much it is off.</param>
    public void Set(TimeSpan offset)
    {
        // Replaced as a whole: the process may be reading.
        string next = file + ".next";
        File.WriteAllText(next, ((long)offset.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        File.Move(next, file, overwrite: true);
    }
}
