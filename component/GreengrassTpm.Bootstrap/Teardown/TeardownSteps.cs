namespace GreengrassTpm.Bootstrap;

/// <summary>Which steps a teardown has: those of provisioning in reverse, for what is to be undone.</summary>
internal static class TeardownSteps
{
    /// <summary>The steps.</summary>
    /// <param name="context">What the teardown is about.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="registry">The account's registry; null where the cloud is left as it is.</param>
    internal static IEnumerable<IStep<TeardownContext>> For(
        TeardownContext context,
        TeardownOptions options,
        CloudRegistry? registry
    ) =>
        [
            .. options.KeepDevice ? [] : Nucleus(context),
            .. registry is null ? [] : Cloud(registry),
            .. options.KeepDevice ? [] : Device(context),
        ];

    private static IEnumerable<IStep<TeardownContext>> Nucleus(TeardownContext context)
    {
        Systemd systemd = new(context.Folders);
        ILookup<bool, string> files = context.Record.NucleusFiles.ToLookup(systemd.IsDropIn);
        yield return new FileRemovalStep(
            "services",
            "take the token out of the nucleus' services",
            [.. files[true]],
            isOwnFolder: _ => true,
            systemd.Reload
        );
        yield return new FileRemovalStep(
            "nucleus",
            "delete the nucleus' configuration",
            [.. files[false]],
            folder => folder.StartsWith(context.Folders.Configuration, StringComparison.Ordinal),
            () => { }
        );
    }

    private static IEnumerable<IStep<TeardownContext>> Cloud(CloudRegistry registry) =>
        [
            new ThingGroupRemovalStep(registry),
            new CertificateRemovalStep(registry),
            new PolicyRemovalStep(registry),
            new ThingRemovalStep(registry),
        ];

    private static IEnumerable<IStep<TeardownContext>> Device(TeardownContext context) =>
        [
            .. context.Token is null ? [] : (IStep<TeardownContext>[])[new ObjectRemovalStep(context.Token)],
            new StoreRemovalStep(),
            new PinRemovalStep(),
            new MemoryRemovalStep(),
        ];
}
