using System.Security.Cryptography;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Tpm;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Tests.Verification;

/// <summary>The parts of prepared facts that breakages change.</summary>
internal static class PreparedParts
{
    // Infineon's firmware 7.40.
    public static ChipFacts Roca => PreparedDevice.Chip((TpmProperty.FirmwareVersion1, 0x00070028));

    public static PreparedBreakage Tls(string check, MutualTlsVerdict verdict, Verdict expected, string says) =>
        new(check, verdict.ToString(), expected, says, f => f with { DataEndpoint = PreparedDevice.Endpoint(verdict) });

    public static StoreFacts S(DeviceFacts facts) => facts.Store.Value!;

    public static NucleusFacts N(DeviceFacts facts) => facts.Nucleus.Value!;

    public static JournalFacts J(DeviceFacts facts) => facts.Journal.Value!;

    public static ChipKeyFacts K(DeviceFacts facts) => facts.ChipKey.Value!;

    public static TokenInformation T(DeviceFacts facts) => facts.Module.Value!.Survey!.Tokens[0];

    public static ModuleFacts Tokens(DeviceFacts facts, IReadOnlyList<TokenInformation> tokens) =>
        new(facts.Module.Value!.Survey! with { Tokens = tokens });

    public static FileFacts File(string mode) =>
        new("/some/file", "root", "tss", (UnixFileMode)Convert.ToInt32(mode, 8));

    public static ServiceFacts Unit(string? store) => new([new UnitFacts("greengrass.service", store, null)]);

    public static ChipKeyFacts Foreign(uint attributes)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PublicArea area = PreparedDevice.Area(key, attributes);
        return new ChipKeyFacts(0x81000001, area, new LoadedKey(area, ""));
    }

    public static DeviceFacts Distrust(DeviceFacts facts) =>
        facts with
        {
            Subject = facts.Subject with { DeviceAuthorities = PreparedDevice.Create().Subject.DeviceAuthorities },
        };
}
