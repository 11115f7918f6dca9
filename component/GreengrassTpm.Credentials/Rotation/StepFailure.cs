using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>What kind of error has ended a step.</summary>
public enum FailureKind
{
    /// <summary>Waiting may cure it.</summary>
    Passing,

    /// <summary>The cloud or the token has said no to what was asked of it.</summary>
    Refused,

    /// <summary>The token cannot be worked with at all until somebody changes something.</summary>
    Unusable,

    /// <summary>The PIN was refused. It is not tried again: each try counts in the chip.</summary>
    PinRefused,
}

/// <summary>How a rotation reacts to an error.</summary>
public enum FailureReaction
{
    /// <summary>The same step is made again after a growing pause.</summary>
    Retry,

    /// <summary>The same step is made again after the longest pause: somebody should look meanwhile.</summary>
    RetryRarely,

    /// <summary>The rotation is abandoned.</summary>
    Abandon,

    /// <summary>The rotation is rolled back.</summary>
    RollBack,

    /// <summary>Nothing more is tried.</summary>
    Block,
}

/// <summary>An error that has ended a step, as the rotation sees it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Message">What was tried and what came back.</param>
/// <param name="Hint">What the operator can do; null where nothing is known.</param>
public sealed record StepFailure(FailureKind Kind, string Message, string? Hint = null)
{
    /// <summary>Sees what an error is.</summary>
    /// <param name="error">What a step has thrown.</param>
    /// <returns>The failure; null for a defect of the program, which is nobody's to handle.</returns>
    public static StepFailure? Of(Exception error) =>
        error switch
        {
            // Whoever uses the PIN: the second layer that tried it would spend a second count.
            RotationPortException { InnerException: { } cause } when IsOfPin(cause) => OfPin(cause),
            RotationPortException port => new(
                port.Retry == RetryClass.Retryable ? FailureKind.Passing : FailureKind.Refused,
                port.Message,
                port.Hint
            ),
            _ when IsOfPin(error) => OfPin(error),
            TokenException { Retry: RetryClass.Retryable } => new(FailureKind.Passing, error.Message),
            Pkcs11CallException
            or PlaceTakenException
            or CertificateUnusableException
            or ObjectAmbiguousException
            or ObjectNotFoundException
            or SwitchIncompleteException => new(FailureKind.Refused, error.Message),
            TokenException or ForeignObjectException or DestructionRefusedException => new(
                FailureKind.Unusable,
                error.Message
            ),
            IOException or UnauthorizedAccessException => new(FailureKind.Passing, error.Message),
            _ => null,
        };

    private static bool IsOfPin(Exception error) =>
        error is PinRefusedException or PinUnusableException or PinNotInitialisedException;

    private static StepFailure OfPin(Exception error) =>
        new(
            FailureKind.PinRefused,
            error.Message,
            "put the right PIN in place, then start again; it is not tried a second time, because the chip counts wrong tries"
        );

    /// <summary>Decides how to react.</summary>
    /// <param name="state">The state of the rotation; null before it is planned.</param>
    /// <returns>The reaction. The active credential is never given up because of an error.</returns>
    public FailureReaction ReactionIn(RotationState? state) =>
        (Kind, state) switch
        {
            (FailureKind.Passing, _) => FailureReaction.Retry,
            (FailureKind.Refused, <= RotationState.Proved) => FailureReaction.Abandon,
            (FailureKind.Refused, RotationState.Switching) => FailureReaction.RollBack,
            (FailureKind.Refused, not null) => FailureReaction.RetryRarely,
            _ => FailureReaction.Block,
        };
}
