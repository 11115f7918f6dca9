using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>One write of a switch: an object gets a label and an id, by one C_SetAttributeValue.</summary>
/// <param name="Identity">The object.</param>
/// <param name="To">Where it is to stand.</param>
public sealed record SwitchWrite(ObjectIdentity Identity, TokenPlace To);
