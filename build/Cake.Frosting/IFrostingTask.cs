using Cake.Core;

namespace Cake.Frosting;

/// <summary>One step of a build. Public classes that implement it are found by the host.</summary>
public interface IFrostingTask
{
    /// <summary>Why the task was skipped; shown when <see cref="ShouldRun"/> is false.</summary>
    string SkippedMessage => string.Empty;

    /// <summary>Does the work.</summary>
    /// <param name="context">The build's context.</param>
    /// <returns>A task that ends with the work.</returns>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether the task applies to this run.</summary>
    /// <param name="context">The build's context.</param>
    /// <returns>False to skip the task.</returns>
    bool ShouldRun(ICakeContext context);

    /// <summary>Handles a failure of the task, which is then over unless it is thrown again.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="context">The build's context.</param>
#pragma warning disable CA1716 // The official package's name.
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Is called after the task, failed or not.</summary>
    /// <param name="context">The build's context.</param>
    void Finally(ICakeContext context);
#pragma warning restore CA1716
}
