namespace GreengrassTpm.Pkcs11;

/// <summary>Who logs in to a token (CK_USER_TYPE).</summary>
public enum TokenUser
{
    /// <summary>The normal user, by the user PIN (CKU_USER).</summary>
    User,

    /// <summary>The security officer, by the SO PIN (CKU_SO).</summary>
    SecurityOfficer,
}
