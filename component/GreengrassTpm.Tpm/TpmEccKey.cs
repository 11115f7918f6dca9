namespace GreengrassTpm.Tpm;

/// <summary>The public part of an EC key.</summary>
/// <param name="Curve">The curve.</param>
/// <param name="X">First coordinate, big endian, as the chip wrote it.</param>
/// <param name="Y">Second coordinate.</param>
public sealed record TpmEccKey(TpmEccCurve Curve, ReadOnlyMemory<byte> X, ReadOnlyMemory<byte> Y);
