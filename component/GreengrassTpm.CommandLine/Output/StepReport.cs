namespace GreengrassTpm.CommandLine;

/// <summary>One step of a command.</summary>
/// <param name="Id">Its name for programs.</param>
/// <param name="Title">What it does, for people.</param>
/// <param name="State">How far it is.</param>
/// <param name="Detail">On what, and what was found or made.</param>
public sealed record StepReport(string Id, string Title, StepState State, string Detail)
{
    /// <summary>How far it is, in one word.</summary>
    internal string Word =>
        State switch
        {
            StepState.Already => "already",
            StepState.Done => "done",
            StepState.Waiting => "waiting",
            _ => "would",
        };
}
