namespace GreengrassTpm.Release;

/// <summary>A published executable that goes into the package.</summary>
/// <param name="Program">Its name without architecture, for example <c>greengrass-tpm</c>.</param>
/// <param name="Architecture">What it runs on.</param>
/// <param name="PublishedPath">Where the build has put it.</param>
/// <param name="IsArtifact">Whether devices get it with the component; else it is for the operator to install.</param>
public sealed record PackagedProgram(
    string Program,
    DeviceArchitecture Architecture,
    string PublishedPath,
    bool IsArtifact
)
{
    /// <summary>Its name in the package, where all lie in one folder: <c>greengrass-tpm-linux-arm64</c>.</summary>
    public string FileName => $"{Program}-{Architecture.RuntimeIdentifier}";

    /// <summary>Makes sure that the executable is there and is for its architecture.</summary>
    /// <exception cref="ReleaseException">It is not.</exception>
    public void Demand()
    {
        if (!File.Exists(PublishedPath))
        {
            throw new ReleaseException(
                $"{PublishedPath} is missing, so {FileName} cannot be packaged. The target PublishAll makes it."
            );
        }

        if (ElfHeader.MachineOf(PublishedPath) != Architecture.ElfMachine)
        {
            throw new ReleaseException(
                $"{PublishedPath} is no executable for {Architecture.RuntimeIdentifier}. Delete it and run the target PublishAll."
            );
        }
    }
}
