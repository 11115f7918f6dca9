namespace GreengrassTpm.Verification;

/// <summary>What may be said of the user PIN without saying it.</summary>
/// <param name="Weakness">Why it could be guessed, as a clause; null where it could not.</param>
/// <param name="Places">The files that hold it, as far as they are known.</param>
public sealed record PinFacts(string? Weakness, IReadOnlyList<FileFacts> Places);
