namespace GreengrassTpm.Tpm;

/// <summary>What the chip says of a wrapped key that it has loaded under its parent (and flushed again).</summary>
/// <param name="Public">The public area, from TPM2_ReadPublic.</param>
/// <param name="Name">The name, lower-case hex.</param>
public sealed record LoadedKey(PublicArea Public, string Name);
