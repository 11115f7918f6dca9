namespace GreengrassTpm.Verification;

/// <summary>The nucleus' services use the store that was examined: without the variable each user has another one.</summary>
internal static class StoreNucleus
{
    // Where tpm2-pkcs11 looks first when it is told nothing.
    private const string DefaultStore = "/etc/tpm2_pkcs11";

    internal static Check Check { get; } = new("store.nucleus", "The nucleus uses this store", true, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Subject.Token.StoreFolder is { } folder
            ? facts.Services.Judge(services => Examine(services, Path.TrimEndingDirectorySeparator(folder)))
            : Finding.Skipped("The module keeps its tokens elsewhere: it is not tpm2-pkcs11.");

    private static Finding Examine(ServiceFacts services, string folder)
    {
        UnitFacts[] others =
        [
            .. services.Units.Where(unit => Path.TrimEndingDirectorySeparator(unit.Store ?? DefaultStore) != folder),
        ];
        return others.Length == 0
            ? Finding.Ok($"{string.Join(", ", services.Units.Select(unit => unit.Unit))}: TPM2_PKCS11_STORE={folder}.")
            : Finding.Failed(
                string.Join(
                    ' ',
                    others.Select(unit =>
                        unit.Store is null
                            ? $"{unit.Unit} does not set TPM2_PKCS11_STORE, so that its module looks in {DefaultStore} and in its user's home."
                            : $"{unit.Unit} uses the store {unit.Store}."
                    )
                ) + $" The one examined is {folder}.",
                $"Set Environment=TPM2_PKCS11_STORE={folder} in a drop-in of the unit, then: systemctl daemon-reload"
            );
    }
}
