using Cake.Core;

namespace Cake.Frosting;

/// <summary>A step of a build that needs no context of the build's own.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext>;

/// <summary>A step of a build over the build's context. What a task does not override is not registered.</summary>
/// <typeparam name="T">The build's context, or a base of it.</typeparam>
#pragma warning disable CA1716, CA1033 // The official package's member names, some of them explicit.
public abstract class FrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Does the work.</summary>
    /// <param name="context">The build's context.</param>
    public virtual void Run(T context) { }

    /// <summary>Whether the task applies to this run; true unless overridden.</summary>
    /// <param name="context">The build's context.</param>
    /// <returns>False to skip the task.</returns>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Handles a failure of the task, which is then over unless it is thrown again.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="context">The build's context.</param>
    public virtual void OnError(Exception exception, T context) { }

    /// <summary>Is called after the task, failed or not.</summary>
    /// <param name="context">The build's context.</param>
    public virtual void Finally(T context) { }

    Task IFrostingTask.RunAsync(ICakeContext context)
    {
        Run((T)context);
        return Task.CompletedTask;
    }

    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun((T)context);

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, (T)context);

    void IFrostingTask.Finally(ICakeContext context) => Finally((T)context);
}
#pragma warning restore CA1716, CA1033
