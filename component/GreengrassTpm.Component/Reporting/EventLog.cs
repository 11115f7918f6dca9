using System.Globalization;

namespace GreengrassTpm.Component;

/// <summary>How much a line of the log asks for.</summary>
internal enum LogLevel
{
    /// <summary>For the record.</summary>
    Info,

    /// <summary>Somebody should look at it.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Error,
}

/// <summary>
/// The component's log: one line an event on standard output, where the nucleus adds the time. A line is
/// <c>LEVEL GTPM-NUMBER message</c>; nothing secret is ever given to it.
/// </summary>
/// <param name="output">Where the lines go.</param>
internal sealed class EventLog(TextWriter output)
{
    private readonly Lock _gate = new();

    /// <summary>For the record.</summary>
    internal void Info(LogEvent what, string message) => Write(LogLevel.Info, what, message);

    /// <summary>Somebody should look at it.</summary>
    internal void Warning(LogEvent what, string message) => Write(LogLevel.Warning, what, message);

    /// <summary>Something does not work.</summary>
    internal void Error(LogEvent what, string message) => Write(LogLevel.Error, what, message);

    private void Write(LogLevel level, LogEvent what, string message)
    {
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{LevelText(level)} GTPM-{(int)what} {message.ReplaceLineEndings(" ")}"
        );
        lock (_gate)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }

    private static string LevelText(LogLevel level) =>
        level switch
        {
            LogLevel.Error => "ERROR",
            LogLevel.Warning => "WARN",
            _ => "INFO",
        };
}
