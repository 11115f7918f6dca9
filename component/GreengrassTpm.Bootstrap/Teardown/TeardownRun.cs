using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>Undoes what the provisioning record says, and what rotations have made of it since.</summary>
/// <param name="folders">The device's places.</param>
/// <param name="time">The clock.</param>
/// <param name="output">Where progress goes.</param>
internal sealed class TeardownRun(DeviceFolders folders, TimeProvider time, IOutput output)
{
    /// <summary>Tears the device's identity down, or shows what that would do.</summary>
    /// <exception cref="CommandException">It cannot be done; says why. What was done so far stays done and the next run goes on from there.</exception>
    internal TeardownReport Run(TeardownOptions options)
    {
        Prerequisites.RequireRoot("teardown");
        if (!Directory.Exists(folders.State))
        {
            return TeardownReport.Nothing(options.DryRun);
        }

        using FileLock? runLock = options.DryRun ? null : FileLock.Acquire(folders.RunLock);
        ProvisioningRecordFile recordFile = new(folders.ProvisioningRecord);
        TeardownReport report =
            recordFile.Read() is ProvisioningRecord record ? Undo(recordFile, record, options)
            : options.KeepDevice ? TeardownReport.Nothing(options.DryRun)
            : new ComponentTeardown(folders, output).Run(options.DryRun);
        if (!options.DryRun)
        {
            RemoveEmptyFolders();
        }

        return report;
    }

    private TeardownReport Undo(ProvisioningRecordFile recordFile, ProvisioningRecord record, TeardownOptions options)
    {
        IReadOnlyList<string> users =
            options.KeepDevice && options.KeepCloud ? [] : StoreUsers.Find(record.Store.Folder);
        if (users.Count > 0 && !options.DryRun && !options.WhileRunning && !IsHarmless(record, options))
        {
            throw InUse(record, users);
        }

        JournalContents journal = Journal.Open(folders.Journal).Contents;
        IReadOnlyList<Rotation> rotations = Rotation.Tell(journal.Records);
        TeardownContext context = new(recordFile, record)
        {
            Folders = folders,
            Rotations = rotations,
            Token = FindToken(record, rotations, options),
            AdoptedToo = options.AdoptedToo,
        };
        using CloudRegistry? registry = options.KeepCloud ? null : OpenAccount(record, rotations);
        var plan = StepPlan<TeardownContext>.Make(context, TeardownSteps.For(context, options, registry, time));
        IReadOnlyList<StepReport> steps = options.DryRun ? plan.Show(output) : Walk(context, plan, options);
        NoteWhatStays(context, journal, options);
        NoteProgram(context, options);
        return new TeardownReport
        {
            Outcome =
                options.DryRun ? TeardownOutcome.Planned
                : steps.Any(step => step.State == StepState.Done) ? TeardownOutcome.TornDown
                : TeardownOutcome.NothingToDo,
            Steps = steps,
            ThingName = record.ThingName,
            Left = context.Left,
            InUseBy = users,
        };
    }

    /// <summary>Whether a nucleus that runs goes on as before: what it uses was adopted, and stays.</summary>
    private bool IsHarmless(ProvisioningRecord record, TeardownOptions options) =>
        record.IsAdopted && !options.AdoptedToo && !File.Exists(folders.Journal);

    private IReadOnlyList<StepReport> Walk(
        TeardownContext context,
        StepPlan<TeardownContext> plan,
        TeardownOptions options
    )
    {
        if (plan.HasWork)
        {
            // From here on provisioning must not go on with what is half undone.
            context.Remember(context.Record with { TeardownBegan = context.Record.TeardownBegan ?? time.GetUtcNow() });
        }

        IReadOnlyList<StepReport> steps = plan.Walk(output);
        if (options.KeepDevice)
        {
            context.Remember(context.Record with { Cloud = null, TeardownBegan = null });
        }

        return steps;
    }

    private TeardownToken? FindToken(
        ProvisioningRecord record,
        IReadOnlyList<Rotation> rotations,
        TeardownOptions options
    )
    {
        if (record.Token is not RecordedToken token || (options.DiscardStore && record.Store.Created))
        {
            return null;
        }

        string? module = options.Module ?? (File.Exists(token.Module) ? token.Module : null);
        TokenLocation location = new(TokenModule.Find(module), token.Label)
        {
            StoreFolder = record.Store.Folder,
            Tcti = TpmAddress.Choose(options.Tcti, record.Nucleus?.Tcti),
            LockFile = folders.TokenLock,
            RefusedPinFile = folders.RefusedPin,
        };
        if (!location.HasStore)
        {
            RequireNothingThere(record, options);
            return null;
        }

        return new TeardownToken(
            location,
            record.Store,
            new OwnObjects(record, rotations, options.AdoptedToo),
            folders
        );
    }

    /// <summary>
    /// Makes sure that nothing of ours can be in a store that is not there: one of our own has been deleted, by a run that was killed;
    /// somebody else's may only not be mounted, and without the PINs and the record its objects would be nobody's.
    /// </summary>
    private static void RequireNothingThere(ProvisioningRecord record, TeardownOptions options)
    {
        if (!record.Store.Created && record.Key is not null && !options.KeepDevice && !options.DiscardStore)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"the token store {record.Store.Folder}, which was there before provisioning, is not there now: what is to be destroyed in it cannot be reached; nothing was changed",
                "mount or restore it, and run the same command again; where it is gone for good, say --discard-store"
            );
        }
    }

    private static CloudRegistry? OpenAccount(ProvisioningRecord record, IReadOnlyList<Rotation> rotations)
    {
        if (record.Cloud is not RecordedCloud cloud)
        {
            return null;
        }

        CloudRegistry registry = CloudRegistry.Open(cloud.Region);
        try
        {
            RecordedAccount.Require(registry, cloud, OwnCertificates.Ids(record, rotations, [], adoptedToo: true));
            return registry;
        }
        catch
        {
            registry.Dispose();
            throw;
        }
    }

    private static void NoteWhatStays(TeardownContext context, JournalContents journal, TeardownOptions options)
    {
        ProvisioningRecord record = context.Record;
        IReadOnlyList<string> ids = OwnCertificates.Ids(record, context.Rotations, [], options.AdoptedToo);
        if (ids.Count > 0 && !options.KeepDevice && (options.KeepCloud || record.Cloud is null))
        {
            _ = context.Leave(
                $"in AWS IoT nothing was changed: certificate {string.Join(", ", ids)} of thing {record.ThingName}"
            );
        }

        if (
            record is { IsAdopted: true, Certificate.Digest: string adopted }
            && !options.AdoptedToo
            && !options.KeepDevice
        )
        {
            _ = context.Leave(
                $"certificate {adopted}, which was adopted, is in AWS IoT as it was, unless a rotation has ended it"
            );
        }

        if (!journal.IsWhole)
        {
            _ = context.Leave(
                $"the journal had damaged lines: a certificate that a rotation made then may still be in AWS IoT; look at what is attached to thing {record.ThingName}"
            );
        }

        if (
            !options.KeepDevice
            && record is { Store.Created: true, Token.PersistentHandlesBefore: var before }
            && !before.Contains(DeviceFacts.StorageRootKey)
        )
        {
            _ = context.Leave(
                $"the TPM's storage root key {DeviceFacts.StorageRootKey} stays: disk encryption and others may use it by now"
            );
        }
    }

    /// <summary>Names the component's program, which is Greengrass' to start: it stays while a deployment may still want it.</summary>
    private void NoteProgram(TeardownContext context, TeardownOptions options)
    {
        if (!options.KeepDevice && Directory.Exists(folders.ProgramFolder))
        {
            _ = context.Leave(
                $"{folders.ProgramFolder} stays: Greengrass starts the component's program from there; take the component out of the device's deployment, then delete the folder"
            );
        }
    }

    /// <summary>Removes the folders that are empty now. The lock goes last, while it is held.</summary>
    private void RemoveEmptyFolders()
    {
        if (!File.Exists(folders.ProvisioningRecord))
        {
            // A run that was killed while it wrote its first record has left half of it.
            AtomicFile.Delete(folders.ProvisioningRecord);
        }

        DurableFolder.DeleteIfEmpty(folders.Configuration);
        string[] locks = [folders.TokenLock, folders.RunLock];
        if (Directory.EnumerateFileSystemEntries(folders.State).Except(locks).Any())
        {
            return;
        }

        foreach (string file in locks)
        {
            AtomicFile.Delete(file);
        }

        DurableFolder.DeleteIfEmpty(folders.State);
    }

    private static CommandException InUse(ProvisioningRecord record, IReadOnlyList<string> users) =>
        new(
            ExitCode.Configuration,
            $"the token in {record.Store.Folder} is in use by {string.Join(", ", users)}; nothing was changed",
            "stop the nucleus first (systemctl stop greengrass.service; nucleus lite: greengrass-lite.target); or say --while-running: it then goes on with the old credential until the cloud refuses it, and cannot start again"
        );
}
