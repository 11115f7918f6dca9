namespace GreengrassTpm.Component;

/// <summary>What a nucleus tells a component by the way in which it starts it.</summary>
/// <param name="Root">The nucleus' root folder: a component is started in <c>ROOT/work/NAME</c>.</param>
/// <param name="ThingName">AWS_IOT_THING_NAME.</param>
/// <param name="RootCaPath">GG_ROOT_CA_PATH.</param>
/// <param name="Region">AWS_REGION.</param>
/// <param name="StoreFolder">TPM2_PKCS11_STORE, where the nucleus' unit sets it.</param>
internal sealed record NucleusEnvironment(
    string Root,
    string? ThingName,
    string? RootCaPath,
    string? Region,
    string? StoreFolder
)
{
    /// <summary>Where the classic nucleus writes its configuration when it starts and ends; only root and its user can read it.</summary>
    internal string EffectiveConfiguration => Path.Combine(Root, "config", "effectiveConfig.yaml");

    /// <summary>What the classic nucleus has in its root folder while it carries out a deployment: a link.</summary>
    internal string OngoingDeployment => Path.Combine(Root, "deployments", "ongoing");

    /// <summary>The environment of this process.</summary>
    internal static NucleusEnvironment OfProcess() =>
        new(
            Path.GetFullPath(Path.Combine(Environment.CurrentDirectory, "..", "..")),
            Variable("AWS_IOT_THING_NAME"),
            Variable("GG_ROOT_CA_PATH"),
            Variable("AWS_REGION"),
            Variable("TPM2_PKCS11_STORE")
        );

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
