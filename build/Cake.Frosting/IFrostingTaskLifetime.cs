namespace Cake.Frosting;

/// <summary>Is called before and after every task.</summary>
public interface IFrostingTaskLifetime : IFrostingTaskSetup, IFrostingTaskTeardown;
