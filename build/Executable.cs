namespace GreengrassTpm.Build;

/// <summary>An executable that the product ships.</summary>
/// <param name="ProjectFolder">Its project's folder, relative to the repository's root.</param>
/// <param name="FileName">Its file name in the artifacts folder.</param>
/// <param name="IsComponent">Whether Greengrass deploys it; the other is for the operator to install.</param>
public sealed record Executable(string ProjectFolder, string FileName, bool IsComponent)
{
    /// <summary>The most that one executable may weigh, in bytes: 15 MB.</summary>
    public const long SizeLimit = 15_000_000;

    /// <summary>What the product ships.</summary>
    public static IReadOnlyList<Executable> All { get; } =
    [
        new("component/GreengrassTpm.Bootstrap", "greengrass-tpm-bootstrap", IsComponent: false),
        new("component/GreengrassTpm.Component", "greengrass-tpm", IsComponent: true),
    ];
}
