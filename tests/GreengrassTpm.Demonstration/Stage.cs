using System.Diagnostics;
using System.Globalization;
using GreengrassTpm.Testing;

namespace GreengrassTpm.Demonstration;

/// <summary>Where the demonstration is shown: numbered steps, each with what it prints and the time it takes.</summary>
internal sealed class Stage
{
    private readonly List<(string Title, TimeSpan Time)> _steps = [];

    /// <summary>Shows one step.</summary>
    /// <typeparam name="T">What the step makes.</typeparam>
    /// <param name="title">What it does, for the audience.</param>
    /// <param name="step">Does it.</param>
    /// <returns>What the step made.</returns>
    public T Show<T>(string title, Func<T> step) =>
        ShowAsync(title, () => Task.FromResult(step())).GetAwaiter().GetResult();

    /// <summary>Shows one step that takes its time.</summary>
    /// <typeparam name="T">What the step makes.</typeparam>
    /// <param name="title">What it does, for the audience.</param>
    /// <param name="step">Does it.</param>
    /// <returns>What the step made.</returns>
    public async Task<T> ShowAsync<T>(string title, Func<Task<T>> step)
    {
        Console.WriteLine();
        Console.WriteLine($"== {_steps.Count + 1}. {title}");
        long started = Stopwatch.GetTimestamp();
        T made = await step();
        _steps.Add((title, Stopwatch.GetElapsedTime(started)));
        return made;
    }

    /// <summary>Shows a step that runs a program: its command line, and what it prints.</summary>
    /// <param name="title">What it does, for the audience.</param>
    /// <param name="command">The program.</param>
    /// <returns>How it ended, which was well.</returns>
    public ChildResult Show(string title, Command command) =>
        Show(
            title,
            () =>
            {
                Console.WriteLine($"$ {Path.GetFileName(command.Program)} {string.Join(' ', command.Arguments)}");
                ChildResult result = ChildProcess.Run(command).OrThrow();
                Print(result.Output);
                return result;
            }
        );

    /// <summary>Prints what a step has to say, indented.</summary>
    /// <param name="text">One or more lines.</param>
    public static void Print(string text)
    {
        foreach (string line in text.TrimEnd().Split('\n'))
        {
            Console.WriteLine("   " + line);
        }
    }

    /// <summary>Closes with the time of each step.</summary>
    public void Close()
    {
        Console.WriteLine();
        Console.WriteLine("== Times");
        foreach ((string title, TimeSpan time) in _steps)
        {
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"   {time.TotalSeconds, 6:0.00} s  {title}")
            );
        }
    }
}
