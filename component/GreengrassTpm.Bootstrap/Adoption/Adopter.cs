using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// Takes a device under management that was set up by hand: token, key and certificate stay as they are. All is looked at, and the
/// PIN tried once, before anything is written.
/// </summary>
/// <param name="folders">The device's places.</param>
/// <param name="time">The clock.</param>
/// <param name="output">Where progress goes.</param>
internal sealed class Adopter(DeviceFolders folders, TimeProvider time, IOutput output)
{
    /// <summary>Adopts the credential, or shows what that would do.</summary>
    /// <exception cref="CommandException">It cannot be done; says why. What was begun is finished by the next run.</exception>
    internal ProvisionReport Run(ProvisioningOptions options)
    {
        Prerequisites.RequireRoot("adoption");
        using FileLock? runLock = options.DryRun ? null : ManagedDevice.Lock(folders);
        ProvisioningRecordFile recordFile = new(folders.ProvisioningRecord);
        ProvisioningRecord? earlier = recordFile.Read();
        ManagedDevice.RequireNoTeardown(earlier);
        ManagedDevice.RequireNotProvisioned(earlier);
        var nucleus = FoundNucleus.Look(
            NucleusPlaces.Below(folders.Root, options.NucleusRoot ?? earlier?.Nucleus?.RootFolder)
        );
        ProvisioningOptions told = WithFound(options, nucleus);
        DeviceFacts device = Prerequisites.Check(told, earlier);
        using Pin? pin = IsFinishedBy(earlier) ? null : OpenPin(told, nucleus);
        if (earlier is not null && pin is not null)
        {
            // The file is all that is missing, and this PIN may be another than the one that was tried then.
            Try(earlier, device, pin);
        }

        ProvisioningRecord record = earlier ?? Examine(told, nucleus, device, pin!);
        ProvisioningContext context = new(recordFile, earlier)
        {
            Folders = folders,
            Options = told,
            Settings = ProvisioningSettings.From(told, record, folders),
            Device = device,
            Token = new DeviceToken(device, ProvisioningSettings.From(told, record, folders), folders),
            Nucleus = record.Nucleus!,
            Time = time,
        };
        var plan = StepPlan<ProvisioningContext>.Make(context, Steps(record, pin));
        IReadOnlyList<StepReport> steps = options.DryRun ? plan.Show(output) : plan.Walk(output);
        return ProvisionSummary.Make(context, steps, options.DryRun ? null : FirstExamination.Make(context));
    }

    private IEnumerable<IProvisioningStep> Steps(ProvisioningRecord record, Pin? pin)
    {
        Systemd systemd = new(folders);
        return
        [
            new FoldersStep(),
            new AdoptionStep(record, pin),
            new AdoptedPinStep(pin),
            .. NucleusChoice.Kinds(record.Nucleus!).Select(kind => new ServiceStep(kind, systemd)),
        ];
    }

    /// <summary>Whether a run before this one has come as far as the PIN's file.</summary>
    private bool IsFinishedBy(ProvisioningRecord? earlier) => earlier is not null && File.Exists(folders.UserPin);

    /// <summary>What the operator has not said is as the nucleus has it.</summary>
    private static ProvisioningOptions WithFound(ProvisioningOptions options, FoundNucleus nucleus) =>
        options with
        {
            Module = options.Module ?? nucleus.Facts?.Library,
            Tcti = options.Tcti ?? nucleus.Tcti,
            ThingName = options.ThingName ?? nucleus.Facts?.ThingName,
            AwsRegion = options.AwsRegion ?? nucleus.Facts?.Region,
            RoleAlias = options.RoleAlias ?? nucleus.Facts?.RoleAlias,
            DataEndpoint = options.DataEndpoint ?? nucleus.Facts?.DataEndpoint,
            CredentialEndpoint = options.CredentialEndpoint ?? nucleus.Facts?.CredentialsEndpoint,
            RootCa = options.RootCa ?? nucleus.Facts?.RootAuthorityPath,
            Nuclei = options.Nuclei ?? (nucleus.Kind is NucleusKind kind ? [kind] : null),
        };

    private static Pin OpenPin(ProvisioningOptions options, FoundNucleus nucleus) =>
        options.PinFile is string file
            ? Pin.ReadFile(file)
            : nucleus.Places.ReadPin()
                ?? throw new CommandException(
                    ExitCode.Permission,
                    "the token's user PIN is not known: the nucleus' configuration holds none; nothing was changed",
                    "name the file that holds it with --pin-file FILE, or hand it in with --pin-file -"
                );

    /// <summary>Looks at token and account.</summary>
    /// <returns>The record to be written.</returns>
    private ProvisioningRecord Examine(ProvisioningOptions options, FoundNucleus nucleus, DeviceFacts device, Pin pin)
    {
        RequireToken(nucleus);
        string thing =
            options.ThingName
            ?? throw new CommandException(
                ExitCode.Usage,
                "the thing is not named: the nucleus' configuration does not say it; nothing was changed",
                "say --thing-name NAME"
            );
        RequireRootCa(options.RootCa);
        var token = FoundToken.Find(
            device.ModulePath,
            device.Tcti,
            Stores(options, nucleus),
            options.TokenLabel ?? nucleus.Facts?.TokenLabel,
            nucleus.Slot
        );
        var credential = AdoptableCredential.Find(
            token.Label,
            Read(device, token.Store, token.Label, pin),
            options.KeyLabel ?? nucleus.Facts?.KeyLabel,
            time.GetUtcNow()
        );
        using CloudRegistry? registry = options.Offline ? null : CloudRegistry.Open(options.AwsRegion);
        CloudAccess? cloud = registry is null
            ? null
            : CloudAccess.Look(registry, CloudWishes.From(options, earlier: null), record: null, time);
        if (cloud is not null)
        {
            _ = AdoptedAccount.Require(cloud, credential.CertificateId, thing);
        }

        return new ProvisioningRecord
        {
            ThingName = thing,
            Began = time.GetUtcNow(),
            Store = new RecordedStore(token.Store, Created: false),
            Token = new RecordedToken(device.ModulePath, token.Label, device.PersistentHandles, Adopted: true),
            Key = new RecordedKey(credential.Label, credential.Id, credential.Algorithm.ToText(), credential.KeyDigest),
            Certificate = new RecordedCertificate(credential.CertificateId),
            SecurityOfficerPinIsElsewhere = true,
            Nucleus = NucleusChoice.Make(options, null, cloud, device.Tcti, folders) with { RootCa = options.RootCa },
            Cloud = cloud is null ? null : AdoptedAccount.Record(cloud, credential.CertificateId),
        };
    }

    private static void RequireToken(FoundNucleus nucleus)
    {
        if (nucleus.UsesFiles)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"the nucleus has its key in a file ({nucleus.Facts!.PrivateKeyPath}), not on a token; nothing was changed",
                "move it to the TPM: greengrass-tpm-bootstrap provision --from-files"
            );
        }

        if (nucleus.Facts is { } facts && facts.KeyLabel != facts.CertificateLabel)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"the nucleus' configuration {facts.File} names key {facts.KeyLabel ?? "(none)"} and certificate {facts.CertificateLabel ?? "(none)"}; both must have one label; nothing was changed",
                "set system.privateKeyPath and system.certificateFilePath to URIs with the same object"
            );
        }
    }

    private static void RequireRootCa(string? path)
    {
        if (path is not null && !File.Exists(path))
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"{path}, the nucleus' certificate authority of AWS IoT (rootCaPath), does not exist; nothing was changed",
                "put it there, or name another file with --root-ca FILE"
            );
        }
    }

    private IReadOnlyList<string> Stores(ProvisioningOptions options, FoundNucleus nucleus) =>
        (options.Store ?? nucleus.Store) is string named
            ? [Path.GetFullPath(named)]
            : [.. TokenStores.Find(folders, []).Select(store => Path.GetDirectoryName(store.Path)!)];

    private void Try(ProvisioningRecord record, DeviceFacts device, Pin pin) =>
        _ = Read(device, record.Store.Folder, record.Token!.Label, pin);

    /// <summary>What is on a token, seen with login by one try.</summary>
    private TokenContents Read(DeviceFacts device, string store, string label, Pin pin)
    {
        TokenLocation location = new(device.ModulePath, label)
        {
            StoreFolder = store,
            Tcti = device.Tcti,
            LockFile = folders.TokenLock,
            RefusedPinFile = folders.RefusedPin,
        };
        LockoutRule.RequireTries(LockoutRule.Read(device.Tcti));
        return LockoutExplanation.Around(
            location,
            () =>
            {
                using CreationMask mask = CreationMask.ForGroup();
                using var reader = TokenReader.Open(location, pin);
                return reader.ReadContents();
            }
        );
    }
}
