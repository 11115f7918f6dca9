using System.Security.Cryptography;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>The states of a rotation in words, for an operator. Decides from the journal alone.</summary>
internal static class RotationText
{
    /// <summary>What has happened when a record was written.</summary>
    internal static string Happened(Rotation rotation, JournalRecord record) =>
        record.State switch
        {
            RotationState.Planned or RotationState.KeyGenerated when record.Requests is { } requests =>
                $"the issuer is asked for a certificate, time {requests}",
            RotationState.Planned or RotationState.KeyGenerated when record.Settled is not null => record.Debt
                ?? "that request has made no certificate: it did not arrive, or it was refused",
            RotationState.Retiring when record.GivenUp == true => "the previous certificate is given up in the cloud",
            _ when record.GivenUp == true => "the new certificate is given up in the cloud",
            _ when record.Restarts is not null => "the nucleus was not seen using it in time, and is started once more",
            RotationState.RollingBack when record.Activate == true =>
                $"the previous credential carries label {rotation.Label} again",
            _ when record is { Activate: true, Reason: { } reason } =>
                $"{reason}; the new credential carries label {rotation.Label}",
            RotationState.Planned => $"begun: {Mode(rotation)}",
            RotationState.KeyGenerated => $"the new key is in the chip, under {Staged(rotation)}",
            RotationState.CertificateIssued => $"certificate {NewCertificate(rotation)} was issued",
            RotationState.CertificateStored => $"the new certificate is on the token, under {Staged(rotation)}",
            RotationState.Proved => "the new credential was proved in real connections",
            RotationState.Switching => $"the exchange of label {rotation.Label} has begun",
            RotationState.Switched => $"the new credential carries label {rotation.Label}",
            RotationState.Confirmed when record.Soaked is { } seconds =>
                $"both certificates stay valid for a while, {DurationText.Of(TimeSpan.FromSeconds(seconds))} of it have passed",
            RotationState.Confirmed => "the new credential was seen in use",
            RotationState.Retiring => $"certificate {PreviousCertificate(rotation)} is being given up",
            RotationState.Retired => "the previous credential is gone; the new one is in use",
            RotationState.Abandoning => "abandoned; what was made for it is being removed",
            RotationState.Abandoned => "abandoned; the credential in use was never touched",
            RotationState.RollingBack => $"the return of label {rotation.Label} to the previous credential has begun",
            RotationState.RolledBack => "rolled back; the previous credential is in use",
            _ => record.State.ToString(),
        };

    /// <summary>What comes next in an unfinished rotation; null at its end.</summary>
    internal static string? Next(Rotation rotation) =>
        rotation.State switch
        {
            RotationState.Planned when rotation.Mode == RotationMode.KeyAndCertificate => "generate the new key",
            RotationState.Planned or RotationState.KeyGenerated => "ask for the new certificate",
            RotationState.CertificateIssued => "store the new certificate on the token",
            RotationState.CertificateStored => "prove the new credential in real connections",
            RotationState.Proved => $"exchange label {rotation.Label}",
            RotationState.Switching => $"finish the exchange of label {rotation.Label}",
            RotationState.Switched => "see the new credential in use, or roll back",
            RotationState.Confirmed => "give the previous credential up when its time has come",
            RotationState.Retiring => "finish giving the previous credential up",
            RotationState.Abandoning => "finish removing what was made for it",
            RotationState.RollingBack => $"finish the return of label {rotation.Label}, remove what was made for it",
            _ => null,
        };

    /// <summary>What the rotation still has to remove from the token and from the cloud.</summary>
    internal static IEnumerable<string> Owed(Rotation rotation)
    {
        foreach (string debt in rotation.Debts)
        {
            yield return debt;
        }

        RotationRole? leaving = rotation.State switch
        {
            RotationState.Switched or RotationState.Confirmed or RotationState.Retiring => RotationRole.Previous,
            RotationState.Abandoning or RotationState.RollingBack => RotationRole.Staged,
            _ => null,
        };
        if (leaving is not { } role)
        {
            yield break;
        }

        if (!rotation.GivenUp && CertificateOf(rotation, role) is { } certificate)
        {
            yield return $"certificate {certificate}: deactivate and delete it in the cloud, remove it from the token";
        }

        if (DigestOf(rotation, role, TokenObjectClass.PrivateKey) is { } key)
        {
            yield return $"key {key}: destroy it on the token";
        }
    }

    /// <summary>The certificate that the rotation replaces: its AWS IoT id; null where the journal does not name it yet.</summary>
    internal static string? PreviousCertificate(Rotation rotation) => CertificateOf(rotation, RotationRole.Previous);

    /// <summary>The certificate that the rotation brings: its AWS IoT id; null before it is issued.</summary>
    internal static string? NewCertificate(Rotation rotation) => CertificateOf(rotation, RotationRole.Staged);

    /// <summary>What a rotation replaces, in words.</summary>
    internal static string Mode(Rotation rotation) => Mode(rotation.Mode, rotation.KeyAlgorithm);

    /// <summary>What a rotation replaces, in words.</summary>
    internal static string Mode(RotationMode mode, KeyAlgorithm algorithm) =>
        mode == RotationMode.CertificateOnly
            ? "a new certificate for the same key"
            : $"a new {algorithm.ToText()} key and its certificate";

    private static string Staged(Rotation rotation) => rotation.Label + RotationObjects.StagedSuffix;

    private static string? CertificateOf(Rotation rotation, RotationRole role) =>
        DigestOf(rotation, role, TokenObjectClass.Certificate)
        ?? (role == RotationRole.Staged ? DigestOfPem(rotation.CertificatePem) : null);

    private static string? DigestOf(Rotation rotation, RotationRole role, TokenObjectClass @class) =>
        rotation.Objects.FirstOrDefault(found => found.Role == role && found.Class == @class)?.Digest;

    private static string? DigestOfPem(string? pem)
    {
        if (!PemEncoding.TryFind(pem, out PemFields fields))
        {
            return null;
        }

        byte[] der = Convert.FromBase64String(pem![fields.Base64Data]);
        return ObjectIdentity.OfCertificate(der).Digest;
    }
}
