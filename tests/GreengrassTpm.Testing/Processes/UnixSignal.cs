namespace GreengrassTpm.Testing;

/// <summary>Signals by their number on Linux (signal(7)).</summary>
public enum UnixSignal
{
    /// <summary>No signal.</summary>
    None = 0,

    /// <summary>SIGHUP.</summary>
    Hangup = 1,

    /// <summary>SIGINT.</summary>
    Interrupt = 2,

    /// <summary>SIGKILL.</summary>
    Kill = 9,

    /// <summary>SIGTERM.</summary>
    Terminate = 15,

    /// <summary>SIGCONT.</summary>
    Continue = 18,

    /// <summary>SIGSTOP.</summary>
    Stop = 19,
}
