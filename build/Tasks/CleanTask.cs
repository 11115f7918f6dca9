using Cake.Common.IO;
using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Removes what the build made, except for the build program that is running.</summary>
[TaskName("Clean")]
[TaskDescription("Removes the artifacts and what the compiler made")]
public sealed class CleanTask : FrostingTask<BuildContext>
{
    private static readonly string[] Made =
    [
        "component/*/bin",
        "component/*/obj",
        "tests/*/bin",
        "tests/*/obj",
        "artifacts",
    ];

    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        foreach (string pattern in Made)
        {
            context.DeleteDirectories(
                context.GetDirectories($"{context.Paths.Root}/{pattern}"),
                new DeleteDirectorySettings { Recursive = true, Force = true }
            );
        }
    }
}
