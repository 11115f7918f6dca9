namespace GreengrassTpm.Pkcs11;

/// <summary>An object of one of the three classes that could not be identified, and why. It still occupies its label and id.</summary>
/// <param name="Class">The object's class.</param>
/// <param name="Label">CKA_LABEL.</param>
/// <param name="Id">CKA_ID.</param>
/// <param name="Reason">Why: for example a key type other than EC and RSA.</param>
public sealed record UnrecognisedObject(TokenObjectClass Class, string Label, ReadOnlyMemory<byte> Id, string Reason)
{
    /// <summary><see cref="Id"/> in lower-case hexadecimal.</summary>
    public string IdHex => Convert.ToHexStringLower(Id.Span);

    /// <summary>Whether it is of a class, at a label and an id.</summary>
    internal bool StandsAt(TokenObjectClass @class, string label, ReadOnlyMemory<byte> id) =>
        Class == @class && Label == label && Id.Span.SequenceEqual(id.Span);
}
