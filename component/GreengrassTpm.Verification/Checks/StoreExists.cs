namespace GreengrassTpm.Verification;

/// <summary>The token's store is there; looked at before the module is started, which would create an empty one.</summary>
internal static class StoreExists
{
    internal static Check Check { get; } = new("store.exists", "The token's store is there", true, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Store.Judge(store =>
            store switch
            {
                { Problem: { } problem } => Finding.Failed(
                    $"The store in {store.Folder} cannot be used: {problem}.",
                    "Check that this is the folder of TPM2_PKCS11_STORE; if the store is lost, provision the device again."
                ),
                { WouldMigrate: true } => Finding.Warning(
                    $"The store in {store.Folder} is of version {store.SchemaVersion}, and the installed module will rewrite it at its next start.",
                    "Keep a copy of the store before the nucleus is next restarted."
                ),
                _ => Finding.Ok($"{store.Folder}, version {Text(store.SchemaVersion)}."),
            }
        );

    private static string Text(int? version) =>
        version?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown";
}
