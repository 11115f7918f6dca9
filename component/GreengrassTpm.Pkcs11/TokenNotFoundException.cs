namespace GreengrassTpm.Pkcs11;

/// <summary>No initialised token carries the label.</summary>
public sealed class TokenNotFoundException : TokenException
{
    internal TokenNotFoundException(TokenLocation location, IReadOnlyList<string> labels)
        : base(
            $"{location.ModulePath} has no token labelled '{location.TokenLabel}'; "
                + (labels.Count == 0 ? "it has no initialised token at all." : $"it has: {Join(labels)}.")
                + (location.StoreFolder is null ? "" : $" Store: {location.StoreFolder}.")
        ) => Labels = labels;

    /// <summary>The labels of the tokens that there are; empty = none is initialised.</summary>
    public IReadOnlyList<string> Labels { get; }

    private static string Join(IEnumerable<string> labels) => string.Join(", ", labels.Select(label => $"'{label}'"));
}
