using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Verification;

/// <summary>Makes the document of a report.</summary>
internal static class DocumentOf
{
    internal static VerificationDocument Report(VerificationReport report)
    {
        DeviceFacts facts = report.Facts;
        VerificationSubject subject = facts.Subject;
        return new VerificationDocument
        {
            ProductVersion = ProductVersion,
            ExaminedAt = facts.ExaminedAt,
            Fitness = Name(report.Fitness),
            ExitCode = (int)report.Fitness,
            Subject = new DocumentSubject(
                subject.ThingName,
                subject.Token.TokenLabel,
                subject.KeyLabel,
                subject.Token.ModulePath,
                subject.Token.StoreFolder
            ),
            Credential = Credential(facts),
            Chip = facts.Chip.Value is { } chip ? Chip(chip) : null,
            Checks = [.. report.Results.Select(Check)],
            Rotations = [.. facts.Journal.Value?.History.Rotations.Select(Rotation) ?? []],
        };
    }

    /// <summary>The version of the product, without that of the sources.</summary>
    internal static string ProductVersion =>
        typeof(DocumentOf)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "unknown";

    private static string Name(Fitness fitness) =>
        fitness switch
        {
            Fitness.Fit => "fit",
            Fitness.FitWithWarnings => "fit-with-warnings",
            Fitness.Unfit => "unfit",
            _ => "not-examined",
        };

    private static DocumentCheck Check(CheckResult result) =>
        new(
            result.Check.Id,
            result.Check.Title,
            result.Check.IsEssential,
            result.Finding.Verdict.ToString().ToLower(CultureInfo.InvariantCulture),
            result.Finding.Evidence,
            result.Finding.Advice
        );

    private static DocumentCredential? Credential(DeviceFacts facts)
    {
        DocumentCredential? credential = null;
        _ = ActiveCertificate.Judge(
            facts,
            certificate =>
            {
                credential = new DocumentCredential(
                    Digest(certificate.RawData),
                    certificate.Subject,
                    certificate.Issuer,
                    certificate.NotBefore.ToUniversalTime(),
                    certificate.NotAfter.ToUniversalTime(),
                    KeyKind(certificate),
                    Digest(certificate.PublicKey.ExportSubjectPublicKeyInfo())
                );
                return Finding.Ok("");
            }
        );
        return credential;
    }

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static string KeyKind(X509Certificate2 certificate)
    {
        using ECDsa? ec = certificate.GetECDsaPublicKey();
        using RSA? rsa = certificate.GetRSAPublicKey();
        return ec is not null ? $"EC {ec.ExportParameters(includePrivateParameters: false).Curve.Oid.FriendlyName}"
            : rsa is not null ? $"RSA {rsa.KeySize.ToString(CultureInfo.InvariantCulture)}"
            : "unknown";
    }

    private static DocumentChip Chip(ChipFacts chip) =>
        new(
            chip.Properties.Manufacturer,
            chip.Properties.VendorString,
            chip.Properties.Firmware.ToString(),
            chip.Properties.SpecificationRevision,
            chip.Properties.Lockout.Counter,
            chip.Properties.Lockout.MaxTries,
            [.. chip.Handles.Select(handle => handle.HandleText)]
        );

    private static DocumentRotation Rotation(Rotation rotation) =>
        new(
            rotation.Name,
            rotation.State.ToString(),
            rotation.Began,
            rotation.Reached,
            rotation.SwitchedAt,
            rotation.Trigger,
            rotation.Reason
        );
}
