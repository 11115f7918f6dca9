using System.Runtime.InteropServices;
using Cake.Common;
using Cake.Core;
using Cake.Frosting;

namespace GreengrassTpm.Build;

/// <summary>Reads the build's arguments, once.</summary>
public sealed class BuildLifetime : FrostingLifetime<BuildContext>
{
    private const int DefaultFuzzInputs = 1_000_000;
    private const int DefaultKillMinutes = 10;
    private const int DefaultSoakCycles = 1000;

    /// <inheritdoc />
    public override void Setup(BuildContext context, ISetupContext info)
    {
        context.BuildConfiguration = context.Argument("configuration", "Release");
        context.RuntimeIdentifier = context.Argument("runtime", ThisMachine());
        context.ReadyToRunFallback = context.HasArgument("fallback");
        context.FixFormat = context.HasArgument("fix");
        context.FuzzInputs = context.Argument("inputs", DefaultFuzzInputs);
        context.KillMinutes = context.Argument("minutes", DefaultKillMinutes);
        context.SoakCycles = context.Argument("cycles", DefaultSoakCycles);
        context.Paths = new BuildPaths(context.Environment.WorkingDirectory, context.RuntimeIdentifier);
    }

    /// <inheritdoc />
    public override void Teardown(BuildContext context, ITeardownContext info) { }

    /// <summary>The portable identifier of this machine; the runtime's own may name a distribution, which has no native code generator.</summary>
    /// <returns>The identifier.</returns>
    /// <exception cref="CakeException">The machine is of another kind than those built for.</exception>
    public static string ThisMachine() =>
        RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "linux-x64",
            Architecture.Arm64 => "linux-arm64",
            Architecture other => throw new CakeException($"GreengrassTpm is built on x64 and arm64, not on {other}."),
        };
}
