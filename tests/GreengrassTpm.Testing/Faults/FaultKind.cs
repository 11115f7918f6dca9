namespace GreengrassTpm.Testing;

/// <summary>What happens at the planned call.</summary>
public enum FaultKind
{
    /// <summary>Nothing: a dry run, to see the calls in the log.</summary>
    None,

    /// <summary>The process kills itself (SIGKILL) before the call is made.</summary>
    KillBefore,

    /// <summary>The process kills itself with half of a write done: a torn record. As <see cref="KillAfter"/> else.</summary>
    KillWithin,

    /// <summary>The process kills itself after the call was made.</summary>
    KillAfter,

    /// <summary>The call is not made and returns an error.</summary>
    FailBefore,

    /// <summary>The call is made and returns an error all the same.</summary>
    FailAfter,

    /// <summary>The process stops (SIGSTOP) before the call is made, and makes it when it is let go on (SIGCONT).</summary>
    StopBefore,
}
