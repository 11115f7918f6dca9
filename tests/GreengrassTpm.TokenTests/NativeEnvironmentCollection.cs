using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests;

/// <summary>Tests that change the environment which native libraries of this process read
/// (<see cref="NativeEnvironment"/>): one at a time, and none beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NativeEnvironmentCollection
{
    public const string Name = "native environment of this process";
}
