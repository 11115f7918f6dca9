namespace GreengrassTpm.Build;

/// <summary>An executable that the product ships.</summary>
/// <param name="ProjectFolder">Its project's folder, relative to the repository's root.</param>
/// <param name="FileName">Its file name in the artifacts folder.</param>
/// <param name="IsComponent">Whether Greengrass deploys it; the other is for the operator to install.</param>
/// <param name="SizeLimit">The most that it may weigh, in bytes: no change makes it heavier unnoticed.</param>
public sealed record Executable(string ProjectFolder, string FileName, bool IsComponent, long SizeLimit)
{
    /// <summary>What the product ships.</summary>
    public static IReadOnlyList<Executable> All { get; } =
    [
        // 15 MB is the aim: for arm64, whose instructions take more room, it is a little more.
        new("component/GreengrassTpm.Bootstrap", "greengrass-tpm-bootstrap", IsComponent: false, SizeLimit: 15_250_000),
        // The same aim: the AWS SDK, the MQTT client and the client of the nucleus together are above it.
        new("component/GreengrassTpm.Component", "greengrass-tpm", IsComponent: true, SizeLimit: 18_250_000),
    ];
}
