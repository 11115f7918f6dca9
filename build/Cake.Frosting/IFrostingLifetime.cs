namespace Cake.Frosting;

/// <summary>Is called before and after the whole run.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
