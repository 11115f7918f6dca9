using System.Reflection;
using System.Runtime.Loader;
using GreengrassTpm.Tests.Architecture;
using Xunit;

namespace GreengrassTpm.Tests.Build;

/// <summary>The stand-in's public names are the official package's, so that the build compiles unchanged against either.</summary>
public sealed class FrostingSurfaceTests
{
    [Fact]
    public void The_public_surface_is_that_of_the_list()
    {
        string[] listed =
        [
            .. Repository
                .Read("tests/GreengrassTpm.Tests/Build/CakeFrostingSurface.txt")
                .Split('\n')
                .Where(line => line.Length > 0 && line[0] != '#'),
        ];

        string[] actual = [.. Describe(LoadFrosting())];

        Assert.Empty(listed.Except(actual));
        Assert.Empty(actual.Except(listed));
    }

    private static Assembly LoadFrosting()
    {
        AssemblyDependencyResolver resolver = new(Path.Combine(BuildProgram.SampleFolder, "Cake.Frosting.Sample.dll"));
        AssemblyLoadContext context = new("Cake.Frosting");
        context.Resolving += (_, name) =>
            resolver.ResolveAssemblyToPath(name) is { } path ? context.LoadFromAssemblyPath(path) : null;
        return context.LoadFromAssemblyPath(Path.Combine(BuildProgram.SampleFolder, "Cake.Frosting.dll"));
    }

    private static IEnumerable<string> Describe(Assembly assembly) =>
        assembly.GetExportedTypes().SelectMany(PublicSurface.Of);
}
