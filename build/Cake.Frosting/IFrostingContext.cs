using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context that a build hands to its tasks and lifetimes.</summary>
#pragma warning disable CA1040 // The official package's marker: registrations and constraints name it.
public interface IFrostingContext : ICakeContext;
#pragma warning restore CA1040
