using Cake.Core;

namespace Cake.Frosting;

/// <summary>Is called before every task.</summary>
public interface IFrostingTaskSetup
{
    /// <summary>Is called before every task.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">The task that is about to run.</param>
    void Setup(ICakeContext context, ITaskSetupContext info);
}
