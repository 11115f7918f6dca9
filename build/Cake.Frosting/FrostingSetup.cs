using Cake.Core;

namespace Cake.Frosting;

/// <summary>Is called once before the first task, without a context of the build's own.</summary>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;

/// <summary>Is called once before the first task.</summary>
/// <typeparam name="TContext">The build's context.</typeparam>
public abstract class FrostingSetup<TContext> : IFrostingSetup
    where TContext : ICakeContext
{
    /// <summary>Is called once before the first task.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">What is about to run.</param>
    public abstract void Setup(TContext context, ISetupContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) => Setup((TContext)context, info);
}
