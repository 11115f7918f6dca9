using GreengrassTpm.Build;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Build;

public sealed class SystemPackagesTests
{
    [Fact]
    public void Every_program_that_the_tests_name_comes_from_a_package_that_the_build_installs() =>
        Assert.Empty(Tool.PackageNames.Except(SystemPackages.All.SelectMany(package => package.Names)));
}
