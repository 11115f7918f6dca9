using GreengrassTpm.Credentials;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>Which steps a teardown has: those of provisioning in reverse, for what is to be undone.</summary>
internal static class TeardownSteps
{
    /// <summary>The steps.</summary>
    /// <param name="context">What the teardown is about.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="registry">The account's registry; null where the cloud is left as it is.</param>
    /// <param name="time">The clock.</param>
    internal static IEnumerable<IStep<TeardownContext>> For(
        TeardownContext context,
        TeardownOptions options,
        CloudRegistry? registry,
        TimeProvider time
    ) =>
        [
            .. options.KeepDevice ? [] : Nucleus(context),
            .. registry is null ? [] : Cloud(registry, time),
            .. options.KeepDevice ? [] : Device(context),
        ];

    /// <summary>What removes the files that the component has given to systemd, on a device that was provisioned or not.</summary>
    internal static IEnumerable<IStep<TContext>> Component<TContext>(Systemd systemd) =>
        [
            new FileRemovalStep<TContext>(
                "revival",
                "remove the timer behind a rotation",
                systemd.RevivalUnits,
                isOwnFolder: _ => false,
                before: systemd.StopRevival,
                after: systemd.Reload
            ),
            new FileRemovalStep<TContext>(
                "recovery",
                "take the component's recovery out of the nucleus' services",
                systemd.RecoveryDropIns,
                isOwnFolder: _ => true,
                after: systemd.Reload
            ),
        ];

    private static IEnumerable<IStep<TeardownContext>> Nucleus(TeardownContext context)
    {
        Systemd systemd = new(context.Folders);
        if (context.Record.Former is RecordedFiles { } former && FindMoved(context) is { } nucleus)
        {
            yield return new GivingBackStep(nucleus, former);
        }

        ILookup<bool, string> files = context.Record.NucleusFiles.ToLookup(systemd.IsDropIn);
        foreach (IStep<TeardownContext> step in Component<TeardownContext>(systemd))
        {
            yield return step;
        }

        yield return new FileRemovalStep<TeardownContext>(
            "services",
            "take the token out of the nucleus' services",
            [.. files[true]],
            isOwnFolder: _ => true,
            after: systemd.Reload
        );
        yield return new FileRemovalStep<TeardownContext>(
            "nucleus",
            "delete the nucleus' configuration",
            [.. files[false]],
            folder => folder.StartsWith(context.Folders.Configuration, StringComparison.Ordinal)
        );
    }

    private static IMovableNucleus? FindMoved(TeardownContext context)
    {
        var found = FoundNucleus.Look(NucleusPlaces.Below(context.Folders.Root, context.Record.Nucleus?.RootFolder));
        if (found.Facts is null)
        {
            return null;
        }

        IMovableNucleus? nucleus = IMovableNucleus.Find(found, plugin: null, context.Folders);
        if (nucleus is null && !found.UsesFiles)
        {
            _ = context.Leave(
                $"the nucleus in {found.Places.ClassicFolder} is not installed any more, and its configuration there still names the token: nobody can give it its files back"
            );
        }

        return nucleus;
    }

    private static IEnumerable<IStep<TeardownContext>> Cloud(CloudRegistry registry, TimeProvider time) =>
        [
            new ThingGroupRemovalStep(registry),
            new CertificateRemovalStep(registry),
            new PolicyRemovalStep(registry, time),
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
