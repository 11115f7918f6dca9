namespace GreengrassTpm.Aws;

/// <summary>What AWS IoT's registry says of a certificate.</summary>
/// <param name="Status">Its status, for example <c>ACTIVE</c>; null where there is no such certificate.</param>
/// <param name="Things">The things that it is attached to.</param>
/// <param name="IsExclusive">Whether it is the device's alone (<c>EXCLUSIVE_THING</c>); null where the device is none of its things.</param>
public sealed record RegisteredCertificate(string? Status, IReadOnlyList<string> Things, bool? IsExclusive);
