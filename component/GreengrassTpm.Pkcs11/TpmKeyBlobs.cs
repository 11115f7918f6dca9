namespace GreengrassTpm.Pkcs11;

/// <summary>A key as tpm2-pkcs11 stores it, for loading it under its parent on the chip that made it (TPM2_Load).</summary>
/// <param name="PublicArea">TPM2B_PUBLIC, marshalled (vendor attribute 0x8F000002).</param>
/// <param name="PrivateArea">TPM2B_PRIVATE, marshalled: encrypted by the parent (vendor attribute 0x8F000003).</param>
public sealed record TpmKeyBlobs(ReadOnlyMemory<byte> PublicArea, ReadOnlyMemory<byte> PrivateArea);
