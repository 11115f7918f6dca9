using Cake.Core;

namespace Cake.Frosting;

/// <summary>Is called once before the first task.</summary>
public interface IFrostingSetup
{
    /// <summary>Is called once before the first task.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">What is about to run.</param>
    void Setup(ICakeContext context, ISetupContext info);
}
