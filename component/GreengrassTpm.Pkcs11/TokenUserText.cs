namespace GreengrassTpm.Pkcs11;

/// <summary>How messages name the two users.</summary>
internal static class TokenUserText
{
    /// <summary><c>user PIN</c> or <c>SO PIN</c>.</summary>
    public static string PinName(this TokenUser user) => user == TokenUser.SecurityOfficer ? "SO PIN" : "user PIN";
}
