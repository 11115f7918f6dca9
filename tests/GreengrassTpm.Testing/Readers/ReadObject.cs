namespace GreengrassTpm.Testing;

/// <summary>An object of a token, as an independent reader sees it.</summary>
/// <param name="Kind">What it is, in the reader's words without details: "Private Key", "Public Key", "Certificate".</param>
/// <param name="Label">Its CKA_LABEL.</param>
/// <param name="Id">Its CKA_ID in lower-case hexadecimal digits.</param>
/// <param name="Access">What the reader says of a private key's protection: "sensitive, always sensitive, …".</param>
public sealed record ReadObject(string Kind, string Label, string Id, string Access);
