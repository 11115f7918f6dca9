using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// On a device that this product has not provisioned: takes back what the component has given to systemd. The credential, and what
/// the component remembers of it, stay.
/// </summary>
/// <param name="folders">The device's places.</param>
/// <param name="output">Where progress goes.</param>
internal sealed class ComponentTeardown(DeviceFolders folders, IOutput output)
{
    /// <summary>Takes it back, or shows what that would do.</summary>
    /// <exception cref="CommandException">A rotation is under way, which may need it.</exception>
    internal TeardownReport Run(bool dryRun)
    {
        var plan = StepPlan<DeviceFolders>.Make(folders, Steps());
        if (!plan.HasWork)
        {
            return TeardownReport.Nothing(dryRun);
        }

        if (Journal.Open(folders.Journal).History.Unfinished is { } rotation)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"a rotation is under way ({rotation.State}), and recovery before the nucleus' start stands behind it; nothing was changed",
                "let it come to its end first: greengrass-tpm status tells what it waits for, greengrass-tpm rotate goes on with it"
            );
        }

        return new TeardownReport
        {
            Outcome = dryRun ? TeardownOutcome.Planned : TeardownOutcome.TornDown,
            Steps = dryRun ? plan.Show(output) : plan.Walk(output),
            Left =
            [
                "the credential: this program has not made it, and has no record of it (provision --adopt takes it under management)",
            ],
        };
    }

    private IEnumerable<IStep<DeviceFolders>> Steps() =>
        [
            .. TeardownSteps.Component<DeviceFolders>(new Systemd(folders)),
            new FileRemovalStep<DeviceFolders>(
                "pins",
                "delete the PIN that recovery was given",
                NucleusPin.IsIn(folders.UserPin, NucleusPlaces.Below(folders.Root)) ? [folders.UserPin] : [],
                isOwnFolder: _ => false
            ),
        ];
}
