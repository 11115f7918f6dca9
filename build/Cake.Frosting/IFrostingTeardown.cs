using Cake.Core;

namespace Cake.Frosting;

/// <summary>Is called once after the last task, failed or not.</summary>
public interface IFrostingTeardown
{
    /// <summary>Is called once after the last task, failed or not.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">How the run ended.</param>
    void Teardown(ICakeContext context, ITeardownContext info);
}
