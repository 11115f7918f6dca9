using Cake.Core;

namespace Cake.Frosting;

/// <summary>Is called after every task, failed or skipped ones too, without a context of the build's own.</summary>
public abstract class FrostingTaskTeardown : FrostingTaskTeardown<ICakeContext>;

/// <summary>Is called after every task, failed or skipped ones too.</summary>
/// <typeparam name="TContext">The build's context.</typeparam>
public abstract class FrostingTaskTeardown<TContext> : IFrostingTaskTeardown
    where TContext : ICakeContext
{
    /// <summary>Is called after every task, failed or skipped ones too.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">The task and how it ended.</param>
    public abstract void Teardown(TContext context, ITaskTeardownContext info);

    void IFrostingTaskTeardown.Teardown(ICakeContext context, ITaskTeardownContext info) =>
        Teardown((TContext)context, info);
}
