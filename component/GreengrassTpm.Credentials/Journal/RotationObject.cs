using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>To which credential of a rotation an object belongs.</summary>
public enum RotationRole
{
    /// <summary>The credential that was active when the rotation began.</summary>
    Previous,

    /// <summary>The credential that the rotation made.</summary>
    Staged,
}

/// <summary>
/// An object that a rotation may touch, as the journal lists it. Only objects on the list are ever relabelled or destroyed,
/// and they are recognised by class and digest, never by their label.
/// </summary>
/// <param name="Role">The credential to which it belongs.</param>
/// <param name="Class">Its class.</param>
/// <param name="Digest">SHA-256 of the key's SubjectPublicKeyInfo or of the certificate's DER, in lower-case hexadecimal.</param>
/// <param name="Before">Where it stands before the switch, and after a rollback.</param>
/// <param name="After">Where it stands after the switch.</param>
public sealed record RotationObject(
    RotationRole Role,
    TokenObjectClass Class,
    string Digest,
    TokenPlace Before,
    TokenPlace After
)
{
    /// <summary>What the object is recognised by on the token.</summary>
    public ObjectIdentity Identity => new(Class, Digest);
}
