namespace GreengrassTpm.Verification;

/// <summary>Looks which store and which TPM the nucleus' services are told of.</summary>
internal static class ServiceExaminer
{
    internal static Fact<ServiceFacts> Examine(NucleusPlaces places)
    {
        try
        {
            UnitFacts[] found =
            [
                .. NucleusUnits
                    .All.Select(unit => (Unit: unit, Environment: UnitFile.ReadEnvironment(places.UnitFolders, unit)))
                    .Where(unit => unit.Environment is not null)
                    .Select(unit => new UnitFacts(
                        unit.Unit,
                        unit.Environment!.GetValueOrDefault("TPM2_PKCS11_STORE"),
                        unit.Environment!.GetValueOrDefault("TPM2_PKCS11_TCTI")
                    )),
            ];
            return found.Length > 0
                ? new ServiceFacts(found)
                : Finding.Skipped("systemd has no unit of a nucleus on this device.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Finding.Unseen($"The nucleus' unit cannot be read: {error.Message}", "Run it as root.");
        }
    }
}
