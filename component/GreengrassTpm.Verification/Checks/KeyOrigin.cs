using System.Security.Cryptography;
using GreengrassTpm.Tpm;

namespace GreengrassTpm.Verification;

/// <summary>
/// The chip itself says that it has made the key and keeps it: the wrapped key can be loaded under its parent (which no other
/// chip could do), and its public area, as the chip tells it, has fixedTPM, fixedParent and sensitiveDataOrigin.
/// </summary>
internal static class KeyOrigin
{
    private const string Rotate = "Rotate the credential: the new key is made in this TPM.";

    internal static Check Check { get; } = new("key.origin", "The key was born in this TPM", true, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.ChipKey.Judge(key => facts.Objects.Judge(_ => Examine(key, facts)));

    private static Finding Examine(ChipKeyFacts key, DeviceFacts facts)
    {
        if (key.Loaded is not { Public: var area })
        {
            return Finding.Failed(
                $"The TPM does not load the key under 0x{key.Parent:X8}: {key.Refusal}",
                "The key was made by another TPM, or the store is damaged. " + Rotate
            );
        }

        string attributes = string.Join(", ", area.Attributes.Names());
        return (key.Stored, area) switch
        {
            (null, _) => Finding.Failed("The key's public area in the store is not of a known form.", Rotate),
            ({ } stored, _) when !stored.Encoded.Span.SequenceEqual(area.Encoded.Span) => Finding.Failed(
                "The key's public area in the store is another one than the TPM says.",
                Rotate
            ),
            (_, { IsBornAndKeptInChip: false }) => Finding.Failed(
                $"The TPM says of the key: {attributes}. Without fixedTPM, fixedParent and sensitiveDataOrigin it was not made in this TPM, or may leave it.",
                Rotate
            ),
            _ when !IsActiveKey(area, facts) => Finding.Failed(
                "The TPM says that this is the key of another credential.",
                Rotate
            ),
            _ => Finding.Ok($"Loaded under 0x{key.Parent:X8}; the TPM says: {attributes}."),
        };
    }

    private static bool IsActiveKey(PublicArea area, DeviceFacts facts) =>
        area.ToSubjectPublicKeyInfo() is { } key
        && facts
            .Objects.Value?.Contents.WithLabel(Pkcs11.TokenObjectClass.PrivateKey, facts.Subject.KeyLabel)
            .FirstOrDefault()
            is { } active
        && Convert.ToHexStringLower(SHA256.HashData(key)) == active.Identity.Digest;
}
