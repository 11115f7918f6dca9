using Cake.Core;

namespace Cake.Frosting;

/// <summary>Is called after every task, failed or skipped ones too.</summary>
public interface IFrostingTaskTeardown
{
    /// <summary>Is called after every task, failed or skipped ones too.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">The task and how it ended.</param>
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}
