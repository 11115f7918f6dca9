namespace GreengrassTpm.Release;

/// <summary>A release cannot go on. The message says what was tried, what was found, and what to change.</summary>
public class ReleaseException : Exception
{
    /// <summary>Says what is wrong and what to change.</summary>
    /// <param name="message">Whole sentences, without secrets.</param>
    /// <param name="innerException">What was thrown below, if anything.</param>
    public ReleaseException(string message, Exception? innerException = null)
        : base(message, innerException) { }

    /// <summary>Says everything that is wrong at once.</summary>
    /// <param name="subject">What is wrong, for example a file's name.</param>
    /// <param name="problems">What is wrong with it, one or more.</param>
    public ReleaseException(string subject, IReadOnlyCollection<Problem> problems)
        : this(
            $"{subject} has {problems.Count} problem{(problems.Count == 1 ? "" : "s")}:\n"
                + string.Join('\n', problems.Select(problem => $"  - {problem}"))
        ) { }
}
