using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Checks the layout of the sources with csharpier, or mends it with <c>--fix</c>.</summary>
[TaskName("Format")]
[TaskDescription("Checks the layout of the sources; --fix mends it")]
public sealed class FormatTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        context.Run("dotnet", "tool", "restore");
        context.Run("dotnet", "csharpier", context.FixFormat ? "format" : "check", ".");
    }
}
