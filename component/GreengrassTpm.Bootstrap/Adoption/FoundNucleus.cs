using GreengrassTpm.CommandLine;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>What a nucleus that is set up already says of its credential, in its configuration and in its services' environment.</summary>
/// <param name="Places">Where it was looked for.</param>
/// <param name="Facts">What its configuration says; null where none was found.</param>
/// <param name="Store">TPM2_PKCS11_STORE of its services; null where it is not set.</param>
/// <param name="Tcti">TPM2_PKCS11_TCTI of its services; null where it is not set.</param>
internal sealed record FoundNucleus(NucleusPlaces Places, NucleusFacts? Facts, string? Store, string? Tcti)
{
    /// <summary>The kind of nucleus; null where none was found.</summary>
    internal NucleusKind? Kind =>
        Facts?.Flavour switch
        {
            null => null,
            NucleusFlavour.Lite => NucleusKind.Lite,
            _ => NucleusKind.Classic,
        };

    /// <summary>The slot of the token, by which the classic nucleus goes; null where none is configured.</summary>
    internal string? Slot => Facts is { Flavour: NucleusFlavour.Classic, Slot: { Length: > 0 } slot } ? slot : null;

    /// <summary>Whether its configuration names files, and not objects on a token.</summary>
    internal bool UsesFiles =>
        Facts is { PrivateKeyPath: string key } && !key.StartsWith("pkcs11:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Looks for it.</summary>
    /// <param name="places">Where.</param>
    /// <exception cref="CommandException">Its configuration cannot be read, or its services contradict each other.</exception>
    internal static FoundNucleus Look(NucleusPlaces places)
    {
        NucleusFacts? facts = places.Look(module: "").Value;
        if (facts?.Problem is string problem)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"the nucleus' configuration {facts.File} cannot be read: {ErrorExplanation.Sentence(problem)}; nothing was changed",
                "put the file right, or name another folder of the nucleus with --nucleus-root"
            );
        }

        IReadOnlyList<UnitFacts> units = places.LookAtServices().Value?.Units ?? [];
        return new FoundNucleus(
            places,
            facts,
            One(units.Select(unit => unit.Store), "TPM2_PKCS11_STORE"),
            One(units.Select(unit => unit.Tcti), "TPM2_PKCS11_TCTI")
        );
    }

    private static string? One(IEnumerable<string?> values, string variable)
    {
        string[] different = [.. values.OfType<string>().Distinct()];
        return different.Length <= 1
            ? different.FirstOrDefault()
            : throw new CommandException(
                ExitCode.Configuration,
                $"the nucleus' services have different values of {variable}: {string.Join(", ", different)}; nothing was changed",
                "give all of them the same value, and run the same command again"
            );
    }
}
