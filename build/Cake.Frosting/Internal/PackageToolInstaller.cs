using Cake.Core.Packaging;

namespace Cake.Frosting.Internal;

/// <summary>Frosting's installer interface over Cake's.</summary>
/// <param name="installer">Cake's installer, which asks every registered way of installing packages.</param>
internal sealed class PackageToolInstaller(Core.Tooling.IToolInstaller installer) : IToolInstaller
{
    /// <inheritdoc />
    public void Install(PackageReference tool) => installer.Install(tool);
}
