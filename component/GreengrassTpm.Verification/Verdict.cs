namespace GreengrassTpm.Verification;

/// <summary>How one check ended. The names, in lower case, are part of the report's format.</summary>
public enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, and somebody should look at it.</summary>
    Warning,

    /// <summary>Not as it should be.</summary>
    Failed,

    /// <summary>Not looked at; the evidence says why.</summary>
    Skipped,

    /// <summary>It could not be looked at, though it should have been possible.</summary>
    Error,
}
