using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>A rotation that is to begin.</summary>
/// <param name="Trigger">Who or what asks for it, for example <c>schedule</c>, <c>request:2026-11</c>, <c>command</c>.</param>
/// <param name="Mode">What it replaces.</param>
/// <param name="KeyAlgorithm">The algorithm of the new key; of no meaning where the key stays.</param>
public sealed record RotationOrder(
    string Trigger,
    RotationMode Mode = RotationMode.KeyAndCertificate,
    KeyAlgorithm KeyAlgorithm = KeyAlgorithm.EcP256
);
