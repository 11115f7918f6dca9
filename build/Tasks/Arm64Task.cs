using Cake.Common.IO;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Starts the executables for arm64 on this machine, emulated where need be, and looks at whether they answer: version, help, and what a journal says.</summary>
[TaskName("Arm64")]
[TaskDescription(
    "Starts the executables for arm64 under an emulator and asks them for version, help, and a journal's plan and status"
)]
[IsDependentOn(typeof(PublishAllTask))]
public sealed class Arm64Task : FrostingTask<BuildContext>
{
    /// <summary>What each executable must answer with exit code 0.</summary>
    private static readonly string[][] Questions =
    [
        ["--version"],
        ["--help"],
    ];

    /// <summary>What the component must answer on a device that has no TPM, and the journal of a rotation that has begun.</summary>
    private static readonly string[] OfJournal = ["plan", "status"];

    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        new AptInstaller(context).Provide([CrossToolchain.Emulator]);
        string emulator = (
            context.Tools.Resolve("qemu-aarch64") ?? context.Tools.Resolve("qemu-aarch64-static")
        ).FullPath;
        DirectoryPath libraries = new Arm64Libraries(context).Provide();
        string[] machine = ["-L", CrossToolchain.SystemRoot, "-E", $"LD_LIBRARY_PATH={libraries}"];
        foreach (Executable executable in Executable.All)
        {
            FilePath program = context.Paths.PublishedFor("linux-arm64").CombineWithFilePath(executable.FileName);
            if (!context.FileExists(program))
            {
                continue;
            }

            string device = context.Paths.Root.Combine("build/samples").FullPath;
            string[][] more = executable.IsComponent
                ? [.. OfJournal.Select(command => (string[])[command, "--root", device])]
                : [];
            foreach (string[] question in Questions.Concat(more))
            {
                context.Run(emulator, [.. machine, program.FullPath, .. question]);
            }

            context.Log.Information("{0} starts on arm64.", executable.FileName);
        }
    }
}
