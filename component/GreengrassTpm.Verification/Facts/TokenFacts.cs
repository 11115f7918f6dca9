using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>The PKCS#11 module.</summary>
/// <param name="Survey">What it says of itself and of its tokens; null where it cannot be used.</param>
/// <param name="Problem">Why it cannot be used, as a sentence; null where it can.</param>
public sealed record ModuleFacts(ModuleSurvey? Survey, string? Problem = null)
{
    /// <summary>Decides on the module's tokens; where it cannot be used, they were not seen.</summary>
    /// <param name="decide">The decision.</param>
    public Finding Judge(Func<ModuleSurvey, Finding> decide) =>
        Survey is null ? Finding.Unseen("The module cannot be used, so its tokens were not seen.") : decide(Survey);
}

/// <summary>What came of the one login.</summary>
public enum LoginOutcome
{
    /// <summary>The token took the PIN.</summary>
    Accepted,

    /// <summary>The token refused the PIN; it is not tried again.</summary>
    Refused,

    /// <summary>The token takes no PIN at present.</summary>
    Locked,

    /// <summary>The token has no user PIN.</summary>
    NoUserPin,
}

/// <summary>What came of the one login.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">What the token said, as a sentence.</param>
public sealed record LoginFacts(LoginOutcome Outcome, string Detail);

/// <summary>Keys and certificates on the token.</summary>
/// <param name="Contents">The objects.</param>
/// <param name="WithLogin">Whether private keys are among them: a token shows none without a login.</param>
public sealed record ObjectFacts(TokenContents Contents, bool WithLogin);

/// <summary>A signature that a private key made for this examination, over the SHA-256 of random bytes.</summary>
/// <param name="Key">The private key.</param>
/// <param name="Digest">What was signed: 32 bytes.</param>
/// <param name="Signature">r ‖ s for an EC key, a PKCS#1 v1.5 signature for RSA; empty where the token refused.</param>
/// <param name="Refusal">What the token said; null where it signed.</param>
public sealed record SignatureFacts(
    TokenObject Key,
    ReadOnlyMemory<byte> Digest,
    ReadOnlyMemory<byte> Signature,
    string? Refusal = null
);
