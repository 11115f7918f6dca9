namespace GreengrassTpm.Tpm;

/// <summary>The only scheme that a key may be used with.</summary>
/// <param name="Algorithm">The scheme.</param>
/// <param name="Hash">Its hash; <see cref="TpmAlgorithm.Null"/> where it has none.</param>
public sealed record SchemeDefinition(TpmAlgorithm Algorithm, TpmAlgorithm Hash);
