using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>Which steps a run has, in their order.</summary>
internal static class ProvisioningSteps
{
    /// <summary>The steps.</summary>
    /// <param name="context">What the run is about.</param>
    /// <param name="certificate">The certificate that was handed in; null for none.</param>
    /// <param name="move">The nucleus that is moved from files; null for a new device.</param>
    internal static IEnumerable<IProvisioningStep> For(
        ProvisioningContext context,
        X509Certificate2? certificate,
        Move? move
    ) =>
        context.Cloud is CloudAccess cloud
            ?
            [
                .. Begin(cloud),
                .. move is null ? [] : (IProvisioningStep[])[new FormerCredentialStep(move.Former)],
                .. Key(context.Options),
                .. Cloud(context, cloud, move),
                .. Nucleus(context),
                .. move is null ? [] : Move(context.Options, cloud, move),
            ]
            :
            [
                .. Begin(null),
                .. Key(context.Options),
                .. Request(context.Options),
                .. certificate is null ? [] : Certificate(context, certificate),
            ];

    private static IEnumerable<IProvisioningStep> Begin(CloudAccess? cloud)
    {
        yield return new FoldersStep();
        yield return new StoreStep();
        yield return new NucleusChoiceStep();
        if (cloud is not null)
        {
            yield return new AccountStep(cloud);
        }
    }

    private static IEnumerable<IProvisioningStep> Key(ProvisioningOptions options) =>
        [
            new PinsStep(),
            new TokenStep(),
            .. options.SecurityOfficerPinOut is string path
                ? (IProvisioningStep[])[new SecurityOfficerPinStep(Path.GetFullPath(path))]
                : [],
            new StoreAccessStep(),
            new KeyStep(),
        ];

    private static IEnumerable<IProvisioningStep> Request(ProvisioningOptions options) =>
        options.CertificateRequest is string path ? [new RequestStep(Path.GetFullPath(path))] : [];

    private static IEnumerable<IProvisioningStep> Certificate(
        ProvisioningContext context,
        X509Certificate2 certificate
    ) =>
        [
            new CertificateStep(
                _ => X509CertificateLoader.LoadCertificate(certificate.RawData),
                context.Options.Certificate!
            ),
            .. Nucleus(context),
        ];

    // The certificate goes into service last: until it is on the token and tied to its thing it can do nothing.
    private static IEnumerable<IProvisioningStep> Cloud(ProvisioningContext context, CloudAccess cloud, Move? move)
    {
        CloudWishes wishes = cloud.Wishes;
        yield return new ThingStep(cloud);
        yield return new PolicyStep(
            cloud,
            wishes.PolicyExists ? null : DevicePolicy.Make(wishes.PolicyTemplate, cloud.Facts)
        );
        yield return new IssueStep(cloud);
        yield return new CertificateStep(
            begun => cloud.FindCertificate(begun.Record)?.Decode(),
            "the answer of AWS IoT"
        );
        yield return new AttachmentStep(cloud);
        if (move is not null)
        {
            yield return new FormerPoliciesStep(cloud, move.Former.CertificateId);
        }

        yield return new ActivationStep(cloud);
        yield return new OrphanStep(cloud);
        if (wishes.Existing == ExistingCertificates.Replace || context.Record?.Cloud?.Replaced is { Count: > 0 })
        {
            yield return new ReplacementStep(cloud);
        }

        if (wishes.ThingGroup is string group)
        {
            yield return new ThingGroupStep(cloud, group);
        }
    }

    // What cannot be taken back comes last, and only where it is asked for.
    private static IEnumerable<IProvisioningStep> Move(ProvisioningOptions options, CloudAccess cloud, Move move) =>
        [
            new ProofStep(),
            new MoveStep(move),
            .. options.RetireFormer || options.RemoveFiles ? (IProvisioningStep[])[new SightStep(move.Nucleus)] : [],
            .. options.RetireFormer
                ? (IProvisioningStep[])[new FormerCertificateStep(cloud, move.Former.CertificateId)]
                : [],
            .. options.RemoveFiles ? (IProvisioningStep[])[new FormerFilesStep(move.Former)] : [],
        ];

    private static IEnumerable<IProvisioningStep> Nucleus(ProvisioningContext context)
    {
        RecordedNucleus nucleus = context.Nucleus;
        string folder = nucleus.Folder;
        if (context.Cloud is not null && nucleus.RootCa == RootCaStep.PathIn(folder))
        {
            yield return new RootCaStep(folder);
        }

        Systemd systemd = new(context.Folders);
        foreach (NucleusKind kind in NucleusChoice.Kinds(nucleus))
        {
            yield return new NucleusStep(kind, folder);
            yield return new ServiceStep(kind, systemd);
        }

        if (context.Options.NucleusInstaller is string installer)
        {
            yield return new InstallerStep(
                new NucleusInstaller(
                    Path.GetFullPath(installer),
                    Path.Combine(folder, ClassicNucleusConfiguration.FileName),
                    Path.GetFullPath(nucleus.RootFolder ?? NucleusInstaller.DefaultRoot)
                )
            );
        }
    }
}
