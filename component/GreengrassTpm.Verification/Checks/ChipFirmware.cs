using GreengrassTpm.Tpm;

namespace GreengrassTpm.Verification;

/// <summary>The TPM's firmware makes keys that cannot be computed from their public part (CVE-2017-15361, "ROCA").</summary>
internal static class ChipFirmware
{
    internal static Check Check { get; } = new("chip.firmware", "The TPM's firmware makes sound keys", false, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Chip.Judge(chip =>
        {
            ChipProperties properties = chip.Properties;
            string name =
                $"{properties.Manufacturer} {properties.VendorString}, firmware {properties.Firmware}, specification {properties.SpecificationRevision}";
            return (properties.MakesWeakRsaKeys, HasRsaKey(facts)) switch
            {
                (true, true) => Finding.Warning(
                    $"{name}: the private part of an RSA key that this firmware made can be computed from its public part (CVE-2017-15361), and the active key is an RSA key.",
                    "Update the TPM's firmware, then rotate the credential; or rotate to an EC key at once."
                ),
                (true, _) => Finding.Ok(
                    $"{name}. RSA keys of this firmware are weak (CVE-2017-15361); the active key is an EC key, which is not affected."
                ),
                _ => Finding.Ok($"{name}."),
            };
        });

    private static bool HasRsaKey(DeviceFacts facts)
    {
        bool isRsa = false;
        _ = ActiveCertificate.Judge(
            facts,
            certificate =>
            {
                isRsa = ActiveCertificate.IsRsa(certificate);
                return Finding.Ok("");
            }
        );
        return isRsa;
    }
}
