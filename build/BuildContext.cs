using Cake.Core;
using Cake.Frosting;

namespace GreengrassTpm.Build;

/// <summary>What every task of the build may read. <see cref="BuildLifetime"/> fills it in before the first task.</summary>
/// <param name="context">Cake's own context.</param>
public sealed class BuildContext(ICakeContext context) : FrostingContext(context)
{
    /// <summary>The configuration that everything is compiled, tested and published in; <c>--configuration</c>, Release unless given.</summary>
    public string BuildConfiguration { get; set; } = "";

    /// <summary>The runtime identifier to publish for; <c>--runtime</c>, this machine's unless given.</summary>
    public string RuntimeIdentifier { get; set; } = "";

    /// <summary>Whether executables are trimmed and precompiled in place of native, for systems with glibc 2.27 to 2.33; <c>--fallback</c>.</summary>
    public bool ReadyToRunFallback { get; set; }

    /// <summary>Whether Format mends what it finds instead of refusing it; <c>--fix</c>.</summary>
    public bool FixFormat { get; set; }

    /// <summary>How many inputs each fuzz test tries; <c>--inputs</c>.</summary>
    public int FuzzInputs { get; set; }

    /// <summary>For how many minutes rotations are killed at random instants; <c>--minutes</c>.</summary>
    public int KillMinutes { get; set; }

    /// <summary>How often Soak provisions, rotates and tears down; <c>--cycles</c>.</summary>
    public int SoakCycles { get; set; }

    /// <summary>Where things are.</summary>
    public BuildPaths Paths { get; set; } = new("/", "");
}
