namespace GreengrassTpm.Bootstrap;

/// <summary>How a run of <c>teardown</c> ended.</summary>
public enum TeardownOutcome
{
    /// <summary>Dry run: nothing was changed.</summary>
    Planned,

    /// <summary>What was asked for is undone.</summary>
    TornDown,

    /// <summary>There was nothing to undo.</summary>
    NothingToDo,
}
