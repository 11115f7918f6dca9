using System.Collections.ObjectModel;

namespace GreengrassTpm.Testing;

/// <summary>A program to start: what, with what, as whom and for how long at most.</summary>
public sealed record Command
{
    /// <summary>The time that a child process gets when the test says nothing else.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(60);

    /// <summary>Initialises a new instance of the <see cref="Command"/> class.</summary>
    /// <param name="program">A program's name, looked up in PATH, or its path.</param>
    /// <param name="arguments">The arguments, each passed on as it is: there is no shell.</param>
    public Command(string program, params IEnumerable<string> arguments)
    {
        Program = program;
        Arguments = [.. arguments];
    }

    /// <summary>Gets the program's name or path.</summary>
    public string Program { get; init; }

    /// <summary>Gets the arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Gets the variables set for the child, on top of those inherited.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Gets a value indicating whether the child inherits this process' (managed) environment.</summary>
    public bool InheritEnvironment { get; init; } = true;

    /// <summary>Gets what the child reads from its standard input, which then ends.</summary>
    public ReadOnlyMemory<byte> StandardInput { get; init; }

    /// <summary>Gets the working folder; null = that of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Gets the user to run as; null = the same. Only root can become another user.</summary>
    public RunAs? User { get; init; }

    /// <summary>Gets the time after which <see cref="ChildProcess.WaitAsync"/> kills the child.</summary>
    public TimeSpan Deadline { get; init; } = DefaultDeadline;

    /// <summary>Makes a command with more variables set.</summary>
    /// <param name="variables">Variables by name; they win over those already there.</param>
    /// <returns>The changed copy.</returns>
    public Command With(IReadOnlyDictionary<string, string> variables)
    {
        var merged = new Dictionary<string, string>(Environment);
        foreach (var (name, value) in variables)
        {
            merged[name] = value;
        }

        return this with
        {
            Environment = merged,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', [Program, .. Arguments]);
}

/// <summary>The user and groups that a child process runs as, by name or number.</summary>
/// <param name="User">The user.</param>
/// <param name="Group">The primary group.</param>
/// <param name="SupplementaryGroups">The other groups; none by default.</param>
public sealed record RunAs(string User, string Group, IReadOnlyList<string>? SupplementaryGroups = null);
