namespace GreengrassTpm.Credentials;

/// <summary>Where an object stands on the token: what the nucleus finds it by.</summary>
/// <param name="Label">Its CKA_LABEL.</param>
/// <param name="Id">Its CKA_ID, in lower-case hexadecimal.</param>
public sealed record TokenPlace(string Label, string Id);
