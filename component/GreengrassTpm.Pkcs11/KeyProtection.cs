namespace GreengrassTpm.Pkcs11;

/// <summary>What a private key's attributes say of how it is kept; null = the module does not say.</summary>
/// <param name="Sensitive">CKA_SENSITIVE: its value is never shown in the clear.</param>
/// <param name="AlwaysSensitive">CKA_ALWAYS_SENSITIVE: it has been so all its life.</param>
/// <param name="Extractable">CKA_EXTRACTABLE: it may leave the token wrapped.</param>
/// <param name="NeverExtractable">CKA_NEVER_EXTRACTABLE: it never could.</param>
/// <param name="Local">CKA_LOCAL: it was generated on the token.</param>
public sealed record KeyProtection(
    bool? Sensitive,
    bool? AlwaysSensitive,
    bool? Extractable,
    bool? NeverExtractable,
    bool? Local
);
