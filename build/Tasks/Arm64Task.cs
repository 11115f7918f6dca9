using Cake.Common.IO;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Starts the executables for arm64 on this machine, emulated where need be, and looks at whether they answer.</summary>
[TaskName("Arm64")]
[TaskDescription("Starts the executables for arm64 under an emulator and asks them for their version and help")]
[IsDependentOn(typeof(PublishAllTask))]
public sealed class Arm64Task : FrostingTask<BuildContext>
{
    /// <summary>What each executable must answer with exit code 0 on a machine without TPM and journal.</summary>
    private static readonly string[][] Questions =
    [
        ["--version"],
        ["--help"],
    ];

    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        new AptInstaller(context).Provide([CrossToolchain.Emulator]);
        string emulator = (
            context.Tools.Resolve("qemu-aarch64") ?? context.Tools.Resolve("qemu-aarch64-static")
        ).FullPath;
        foreach (Executable executable in Executable.All)
        {
            FilePath program = context.Paths.PublishedFor("linux-arm64").CombineWithFilePath(executable.FileName);
            if (!context.FileExists(program))
            {
                continue;
            }

            foreach (string[] question in Questions)
            {
                context.Run(emulator, ["-L", CrossToolchain.SystemRoot, program.FullPath, .. question]);
            }

            context.Log.Information("{0} starts on arm64.", executable.FileName);
        }
    }
}
