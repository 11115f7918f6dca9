using System.Net;

namespace GreengrassTpm.LocalCloud;

/// <summary>Something that goes wrong with one call.</summary>
public abstract record Fault
{
    /// <summary>The call is refused as one too many; it has no effect.</summary>
    public static Fault Throttled { get; } =
        new ErrorAnswer("ThrottlingException", HttpStatusCode.BadRequest, "Rate exceeded");

    /// <summary>The service answers 503; the call has no effect.</summary>
    public static Fault ServiceUnavailable { get; } =
        new ErrorAnswer("ServiceUnavailableException", HttpStatusCode.ServiceUnavailable, "Service unavailable");

    /// <summary>The service answers 500; the call has no effect.</summary>
    public static Fault InternalFailure { get; } =
        new ErrorAnswer("InternalFailureException", HttpStatusCode.InternalServerError, "Internal failure");

    /// <summary>The caller has no permission; the call has no effect.</summary>
    public static Fault AccessDenied { get; } =
        new ErrorAnswer("AccessDeniedException", HttpStatusCode.Forbidden, "User is not authorized to perform this");

    /// <summary>The connection breaks before the call has an effect.</summary>
    public static Fault ConnectionReset { get; } = new BrokenConnection(AfterEffect: false);

    /// <summary>The connection breaks after the call has had its effect, before the answer is sent.</summary>
    public static Fault AnswerLost { get; } = new BrokenConnection(AfterEffect: true);

    /// <summary>The client dies while it waits for the answer.</summary>
    /// <param name="kill">Kills it.</param>
    /// <param name="afterEffect">The call has had its effect before that.</param>
    public static Fault ClientKilled(Action kill, bool afterEffect) => new BrokenConnection(afterEffect, kill);

    /// <summary>Something happens in the cloud before the call is handled, which then takes its course.</summary>
    /// <param name="happen">What happens.</param>
    public static Fault Preceded(Action happen) => new Preceded(happen);

    /// <summary>The answer takes a time.</summary>
    public static Fault Latency(TimeSpan delay) => new Delayed(delay);
}

/// <summary>The service answers with an error; the call has no effect.</summary>
/// <param name="Code">Error code.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Message">Message.</param>
public sealed record ErrorAnswer(string Code, HttpStatusCode Status, string Message) : Fault;

/// <summary>The connection breaks.</summary>
/// <param name="AfterEffect">The call has its effect before that.</param>
/// <param name="Before">What is done before it breaks; null for nothing.</param>
public sealed record BrokenConnection(bool AfterEffect, Action? Before = null) : Fault;

/// <summary>Something happens before the call is handled.</summary>
/// <param name="Happen">What happens.</param>
public sealed record Preceded(Action Happen) : Fault;

/// <summary>The call waits before it is handled.</summary>
/// <param name="Delay">How long.</param>
public sealed record Delayed(TimeSpan Delay) : Fault;
