using System.Globalization;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>A token that somebody else has made.</summary>
/// <param name="Store">The folder of its store.</param>
/// <param name="Label">Its label.</param>
/// <param name="Slot">Its slot.</param>
internal sealed record FoundToken(string Store, string Label, ulong Slot)
{
    private const string NothingChanged = "nothing was changed";

    /// <summary>Looks for the one token that is meant.</summary>
    /// <param name="module">The PKCS#11 module.</param>
    /// <param name="tcti">How the TPM is reached.</param>
    /// <param name="stores">The folders that may hold it.</param>
    /// <param name="label">Its label; null for any.</param>
    /// <param name="slot">The slot that the nucleus is configured with; null for any.</param>
    /// <exception cref="CommandException">There is none, or there are several.</exception>
    /// <exception cref="TokenException">The module cannot be asked.</exception>
    internal static FoundToken Find(
        string module,
        string tcti,
        IReadOnlyList<string> stores,
        string? label,
        string? slot
    ) => Choose([.. stores.SelectMany(store => In(module, tcti, store))], stores, label, slot);

    /// <summary>The decision alone.</summary>
    /// <param name="tokens">All tokens.</param>
    /// <param name="stores">Where they were looked for, for messages.</param>
    /// <param name="label">The label of the one that is meant; null for any.</param>
    /// <param name="slot">Its slot; null for any.</param>
    /// <exception cref="CommandException">There is none, or there are several.</exception>
    internal static FoundToken Choose(
        IReadOnlyList<FoundToken> tokens,
        IReadOnlyList<string> stores,
        string? label,
        string? slot
    )
    {
        FoundToken[] meant =
        [
            .. tokens
                .Where(token => label is null || token.Label == label)
                .Where(token => slot is null || token.Slot.ToString(CultureInfo.InvariantCulture) == slot),
        ];
        return meant switch
        {
            [FoundToken one] => one,
            [] => throw Nothing(tokens, stores, label, slot),
            _ => throw new CommandException(
                ExitCode.Configuration,
                $"several tokens could be meant: {Names(meant)}; {NothingChanged}",
                "say which with --token-label LABEL and --store DIR"
            ),
        };
    }

    private static IEnumerable<FoundToken> In(string module, string tcti, string store)
    {
        TokenLocation location = new(module, "") { StoreFolder = store, Tcti = tcti };
        if (!location.HasStore)
        {
            return [];
        }

        using CreationMask mask = CreationMask.ForGroup();
        return ModuleSurvey
            .Take(location)
            .Tokens.Where(token => token.IsInitialised)
            .Select(token => new FoundToken(store, token.Label, token.Slot));
    }

    private static CommandException Nothing(
        IReadOnlyList<FoundToken> tokens,
        IReadOnlyList<string> stores,
        string? label,
        string? slot
    )
    {
        string wanted = string.Join(
            " and ",
            (
                (string?[])[label is null ? null : $"label {label}", slot is null ? null : $"slot {slot}"]
            ).OfType<string>()
        );
        string where = stores.Count == 0 ? "no store of tpm2-pkcs11 was found" : string.Join(", ", stores);
        return tokens.Count == 0
            ? new CommandException(
                ExitCode.Configuration,
                $"there is nothing to adopt: no token ({where}); {NothingChanged}",
                "name the folder of its store with --store DIR, or give the device a new credential: greengrass-tpm-bootstrap provision"
            )
            : new CommandException(
                ExitCode.Configuration,
                $"there is no token with {wanted}, which the nucleus is configured with or the command line names; there are: {Names(tokens)}; {NothingChanged}",
                "put the nucleus' configuration right, or name the right token with --token-label LABEL and --store DIR"
            );
    }

    private static string Names(IEnumerable<FoundToken> tokens) =>
        string.Join(", ", tokens.Select(token => $"{token.Label} in slot {token.Slot} of {token.Store}"));
}
