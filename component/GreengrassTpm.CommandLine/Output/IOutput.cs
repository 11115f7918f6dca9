namespace GreengrassTpm.CommandLine;

/// <summary>
/// Where the commands' results go. Rules for all texts: lower case, no full stop at the end, the thing acted on is named in full;
/// an error is one <c>error:</c> line and at most one <c>hint:</c> line; results go to standard output, errors to standard error.
/// </summary>
public interface IOutput
{
    /// <summary>A step is about to be done.</summary>
    void Begin(string title);

    /// <summary>A step is done, was done already, or would be done.</summary>
    void Finish(StepReport report);

    /// <summary>The end of a command.</summary>
    void Write(Report report);

    /// <summary>The end of a command that failed.</summary>
    void Write(ErrorReport report);
}
