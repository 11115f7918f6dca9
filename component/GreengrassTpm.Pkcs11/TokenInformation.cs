namespace GreengrassTpm.Pkcs11;

/// <summary>What a token says of itself (CK_TOKEN_INFO), texts without their padding.</summary>
/// <param name="Slot">The slot it is in, until the module is next initialised.</param>
/// <param name="Label">Its label.</param>
/// <param name="Manufacturer">Its maker.</param>
/// <param name="Model">Its model.</param>
/// <param name="SerialNumber">Its serial number.</param>
/// <param name="IsInitialised">CKF_TOKEN_INITIALIZED: it has been through C_InitToken.</param>
/// <param name="HasUserPin">CKF_USER_PIN_INITIALIZED. tpm2-pkcs11 says so before there is one.</param>
public sealed record TokenInformation(
    ulong Slot,
    string Label,
    string Manufacturer,
    string Model,
    string SerialNumber,
    bool IsInitialised,
    bool HasUserPin
);
