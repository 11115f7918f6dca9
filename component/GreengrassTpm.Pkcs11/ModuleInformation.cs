namespace GreengrassTpm.Pkcs11;

/// <summary>What a module says of itself (CK_INFO).</summary>
/// <param name="Manufacturer">Its maker, for example <c>tpm2-software.github.io</c>.</param>
/// <param name="Description">Its description, for example <c>TPM2.0 Cryptoki</c>.</param>
/// <param name="Version">Its own version, for example <c>1.9</c>.</param>
/// <param name="CryptokiVersion">The version of PKCS#11 it speaks, for example <c>2.40</c>.</param>
public sealed record ModuleInformation(string Manufacturer, string Description, string Version, string CryptokiVersion);
