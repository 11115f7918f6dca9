using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>Makes a device's credential: looks, plans, and does what is missing.</summary>
/// <param name="folders">The device's places.</param>
/// <param name="time">The clock.</param>
/// <param name="output">Where progress goes.</param>
internal sealed class Provisioner(DeviceFolders folders, TimeProvider time, IOutput output)
{
    /// <summary>Provisions the device, or shows what that would do.</summary>
    /// <exception cref="CommandException">It cannot be done; says why. What was done so far stays and the next run goes on from there.</exception>
    internal ProvisionReport Run(ProvisioningOptions options)
    {
        Prerequisites.RequireRoot("provisioning");
        using FileLock? runLock = options.DryRun ? null : ManagedDevice.Lock(folders);
        ProvisioningRecordFile recordFile = new(folders.ProvisioningRecord);
        ProvisioningRecord? record = recordFile.Read();
        ManagedDevice.RequireNoTeardown(record);
        ManagedDevice.RequireNotAdopted(record);
        Move? move = options.FromFiles ? Move.Prepare(options, record, folders, time.GetUtcNow()) : null;
        options = move?.Options ?? options;
        ProvisioningSettings settings = ProvisioningSettings.From(options, record, folders);
        DeviceFacts device = Prerequisites.Check(options, record);
        using X509Certificate2? certificate = options.Certificate is null
            ? null
            : CertificateFile.Read(options.Certificate);
        CloudWishes? wishes = options.IsOnline ? CloudWishes.From(options, record) : null;
        using CloudRegistry? registry = wishes is null ? null : CloudRegistry.Open(wishes.Region);
        var rotated = RotatedCredential.Latest(Rotation.Tell(Journal.Open(folders.Journal).Contents.Records));
        CloudAccess? cloud = registry is null
            ? null
            : CloudAccess.Look(registry, wishes!, record?.Cloud, time) with
            {
                RotatedId = rotated?.CertificateId,
            };
        cloud = move?.In(cloud!, record?.Cloud, settings.ThingName) ?? cloud;
        ProvisioningContext context = new(recordFile, record)
        {
            Folders = folders,
            Options = options,
            Settings = settings,
            Device = device,
            Token = new DeviceToken(device, settings, folders),
            Cloud = cloud,
            Nucleus = NucleusChoice.Make(options, record?.Nucleus, cloud, device.Tcti, folders),
            Rotated = rotated,
            Time = time,
        };
        var plan = StepPlan<ProvisioningContext>.Make(context, ProvisioningSteps.For(context, certificate, move));
        IReadOnlyList<StepReport> steps = options.DryRun ? plan.Show(output) : plan.Walk(output);
        return ProvisionSummary.Make(context, steps, IsComplete(context) ? FirstExamination.Make(context) : null);
    }

    /// <summary>Whether this run was to lead to a whole credential, and has.</summary>
    private static bool IsComplete(ProvisioningContext context) =>
        !context.Options.DryRun
        && (context.Cloud is not null || context.Options.Certificate is not null)
        && context.Record?.Certificate is not null;
}
