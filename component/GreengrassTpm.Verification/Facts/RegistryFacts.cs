using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>What AWS IoT's registry says of the certificate.</summary>
/// <param name="Status">Its status, for example <c>ACTIVE</c>; null where there is no such certificate.</param>
/// <param name="Things">The things that it is attached to.</param>
/// <param name="IsExclusive">Whether it is attached to its thing as its only one; null where the registry does not say.</param>
public sealed record RegistryFacts(string? Status, IReadOnlyList<string> Things, bool? IsExclusive = null);

/// <summary>Asks AWS IoT's registry for a certificate.</summary>
/// <param name="key">The credential on the token, logged in: what asks may prove by it who it is. Remains the caller's.</param>
/// <param name="certificateId">SHA-256 of the certificate's DER in lower-case hexadecimal.</param>
/// <param name="cancellation">Gives up.</param>
/// <returns>What it says, or why it was not asked: a device has rights to ask only where a policy grants them.</returns>
public delegate Task<Fact<RegistryFacts>> AskRegistry(
    OpenSslTokenKey key,
    string certificateId,
    CancellationToken cancellation
);
