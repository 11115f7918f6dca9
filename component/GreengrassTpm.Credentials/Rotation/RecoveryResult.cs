namespace GreengrassTpm.Credentials;

/// <summary>What a recovery has come to.</summary>
public enum RecoveryOutcome
{
    /// <summary>There was nothing to do.</summary>
    NothingToDo,

    /// <summary>A whole credential stands under the active label again.</summary>
    Repaired,

    /// <summary>It could not be done now; the same recovery may succeed later.</summary>
    Later,

    /// <summary>Somebody has to look: nothing was changed.</summary>
    NeedsHelp,
}

/// <summary>The result of a recovery.</summary>
/// <param name="Outcome">What it has come to.</param>
/// <param name="Words">The same in words for an operator; no full stop.</param>
/// <param name="Hint">What the operator can do; null where nothing is to be done.</param>
public sealed record RecoveryResult(RecoveryOutcome Outcome, string Words, string? Hint = null);
