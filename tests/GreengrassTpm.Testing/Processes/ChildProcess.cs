using System.Diagnostics;

namespace GreengrassTpm.Testing;

/// <summary>A running program that ends with this process at the latest.</summary>
/// <remarks>
/// Every child leads a process group of its own, so that it can be ended with all that it has started, and is killed by
/// the kernel when the test host dies in whatever way.
/// </remarks>
public sealed class ChildProcess : IDisposable, IAsyncDisposable
{
    private readonly Command command;
    private readonly Process process;
    private readonly CapturedStream output;
    private readonly CapturedStream error;
    private readonly Task inputWritten;

    private ChildProcess(Command command, Process process)
    {
        this.command = command;
        this.process = process;
        output = new CapturedStream(process.StandardOutput.BaseStream);
        error = new CapturedStream(process.StandardError.BaseStream);
        inputWritten = WriteInputAsync(process.StandardInput.BaseStream, command.StandardInput);
    }

    /// <summary>Gets the process id, which is also the id of its process group.</summary>
    public int Id => process.Id;

    /// <summary>Gets a value indicating whether the program has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Gets what came on standard output so far.</summary>
    public string Output => output.Text;

    /// <summary>Gets what came on standard error so far.</summary>
    public string Error => error.Text;

    /// <summary>Starts a program and lets it run.</summary>
    /// <param name="command">What to start.</param>
    /// <returns>The running program; disposing of it kills it.</returns>
    /// <exception cref="ToolMissingException">The program is not installed.</exception>
    public static ChildProcess Start(Command command) => new(command, SpawnerThread.Instance.Start(StartInfo(command)));

    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">What to run.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="TimeoutException">It did not end by its deadline and was killed.</exception>
    /// <exception cref="ToolMissingException">The program is not installed.</exception>
    public static ChildResult Run(Command command) => RunAsync(command).GetAwaiter().GetResult();

    /// <inheritdoc cref="Run(Command)"/>
    public static async Task<ChildResult> RunAsync(Command command)
    {
        await using var child = Start(command);
        return await child.WaitAsync();
    }

    /// <summary>Runs a program to its end and insists on exit code 0.</summary>
    /// <param name="program">The program's name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="ChildFailedException">It ended with another exit code.</exception>
    /// <exception cref="TimeoutException">It did not end by its deadline and was killed.</exception>
    /// <exception cref="ToolMissingException">The program is not installed.</exception>
    public static ChildResult RunOrThrow(string program, params IEnumerable<string> arguments) =>
        Run(new Command(program, arguments)).OrThrow();

    /// <summary>Waits for the program's end; what it has started itself is killed then.</summary>
    /// <returns>How it ended.</returns>
    /// <exception cref="TimeoutException">It did not end by its deadline and was killed.</exception>
    public async Task<ChildResult> WaitAsync()
    {
        using var deadline = new CancellationTokenSource(command.Deadline);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw new TimeoutException(
                $"'{command}' ran for more than {command.Deadline.TotalSeconds} s and was killed.\n"
                    + $"--- output\n{Output}\n--- error\n{Error}"
            );
        }

        // A survivor of the group would hold the pipes open for ever.
        Signal(UnixSignal.Kill);
        await Task.WhenAll(output.Completion, error.Completion, inputWritten);
        return new ChildResult(command, process.ExitCode, Output, Error);
    }

    /// <inheritdoc cref="WaitAsync"/>
    public ChildResult Wait() => WaitAsync().GetAwaiter().GetResult();

    /// <summary>Waits until the program has printed something.</summary>
    /// <param name="text">The text, on standard output or standard error.</param>
    /// <param name="deadline">The time at most; null = <see cref="Deadline.Default"/>.</param>
    /// <exception cref="TimeoutException">It did not print it in time.</exception>
    /// <exception cref="ChildFailedException">It ended without having printed it.</exception>
    public void WaitForText(string text, TimeSpan? deadline = null) =>
        WaitFor(
            () => Output.Contains(text, StringComparison.Ordinal) || Error.Contains(text, StringComparison.Ordinal),
            $"'{text}'",
            deadline
        );

    /// <summary>Waits for a condition that the running program is to bring about.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="description">What is waited for.</param>
    /// <param name="deadline">The time at most; null = <see cref="Deadline.Default"/>.</param>
    /// <exception cref="TimeoutException">The condition did not hold in time.</exception>
    /// <exception cref="ChildFailedException">The program ended before it held.</exception>
    public void WaitFor(Func<bool> condition, string description, TimeSpan? deadline = null) =>
        Deadline.WaitFor(
            () =>
            {
                var ended = HasExited;
                if (condition())
                {
                    return true;
                }

                return ended ? throw new ChildFailedException(Wait()) : false;
            },
            $"{description} of '{command}'",
            deadline
        );

    /// <summary>Sends a signal to the program and all that it has started. No error if they have ended.</summary>
    /// <param name="signal">The signal.</param>
    public void Signal(UnixSignal signal)
    {
        _ = LibC.Kill(-process.Id, (int)signal);
        if (!process.HasExited)
        {
            // It may not have come to lead its group yet.
            _ = LibC.Kill(process.Id, (int)signal);
        }
    }

    /// <summary>Kills the program with all that it has started (SIGKILL), and waits until it is gone.</summary>
    public void Kill()
    {
        Signal(UnixSignal.Kill);
        process.WaitForExit();
    }

    /// <summary>Kills what still runs.</summary>
    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static ProcessStartInfo StartInfo(Command command)
    {
        string[] words =
        [
            Tool.Find("setpriv"),
            "--pdeathsig",
            "KILL",
            .. UserArguments(command.User),
            "--",
            Tool.Find(command.Program),
            .. command.Arguments,
        ];
        var start = new ProcessStartInfo(Tool.Find("setsid"), words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.WorkingDirectory ?? "",
        };
        if (!command.InheritEnvironment)
        {
            start.Environment.Clear();
        }

        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string[] UserArguments(RunAs? user) =>
        user switch
        {
            null => [],
            { SupplementaryGroups: { Count: > 0 } groups } =>
            [
                "--reuid",
                user.User,
                "--regid",
                user.Group,
                "--groups",
                string.Join(',', groups),
            ],
            _ => ["--reuid", user.User, "--regid", user.Group, "--clear-groups"],
        };

    private static async Task WriteInputAsync(Stream input, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await using (input)
            {
                await input.WriteAsync(bytes);
            }
        }
        catch (IOException)
        {
            // The program did not want to read it.
        }
    }
}
