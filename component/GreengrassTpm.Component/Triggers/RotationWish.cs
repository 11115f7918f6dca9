namespace GreengrassTpm.Component;

/// <summary>A person's wish for a rotation, which is answered when one has begun or cannot.</summary>
/// <param name="isForced">Whether it is insisted upon.</param>
internal sealed class RotationWish(bool isForced)
{
    private readonly TaskCompletionSource<ControlAnswer> _answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <summary>The wish as a demand.</summary>
    internal RotationDemand Demand { get; } = new(DemandKind.Command, Forced: isForced);

    /// <summary>Comes once the wish is granted or refused.</summary>
    internal Task<ControlAnswer> Answer => _answer.Task;

    /// <summary>A rotation is under way.</summary>
    /// <param name="message">Which, in words without full stop.</param>
    internal void Grant(string message) => _answer.TrySetResult(new ControlAnswer(true, message));

    /// <summary>There is none.</summary>
    /// <param name="message">Why, in words without full stop.</param>
    internal void Refuse(string message) => _answer.TrySetResult(new ControlAnswer(false, message));
}
