namespace GreengrassTpm.CommandLine;

/// <summary>How far a step is.</summary>
public enum StepState
{
    /// <summary>Nothing was to be done: its effect is there.</summary>
    Already,

    /// <summary>It has just been done.</summary>
    Done,

    /// <summary>It waits for something.</summary>
    Waiting,

    /// <summary>It would be done (dry run).</summary>
    Planned,
}
