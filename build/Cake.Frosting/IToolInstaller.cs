using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Installs the tools that a build asks for before its first task.</summary>
public interface IToolInstaller
{
    /// <summary>Installs one tool, unless it is there.</summary>
    /// <param name="tool">The package that carries the tool.</param>
    void Install(PackageReference tool);
}
