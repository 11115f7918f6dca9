using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>Which objects a rotation exchanges, and where each stands before and after.</summary>
public static class RotationObjects
{
    /// <summary>What is added to the active label while a credential is staged.</summary>
    public const string StagedSuffix = ".next";

    /// <summary>What is added to the active label when a credential has been replaced.</summary>
    public const string PreviousSuffix = ".previous";

    /// <summary>Lists the objects that leave the active place. A key that stays is not among them, and so never touched.</summary>
    /// <param name="active">The active credential.</param>
    /// <param name="mode">What is replaced.</param>
    /// <param name="previousId">The CKA_ID that the replaced objects get: another one, because for a moment both exist.</param>
    /// <returns>Two keys and a certificate, or the certificate alone.</returns>
    public static IReadOnlyList<RotationObject> Leaving(
        ActiveCredential active,
        RotationMode mode,
        string previousId
    ) =>
        [
            .. active
                .Objects.Where(found =>
                    mode == RotationMode.KeyAndCertificate || found.Class == TokenObjectClass.Certificate
                )
                .Select(found => new RotationObject(
                    RotationRole.Previous,
                    found.Class,
                    found.Identity.Digest,
                    new TokenPlace(active.Label, active.Certificate.IdHex),
                    new TokenPlace(active.Label + PreviousSuffix, previousId)
                )),
        ];

    /// <summary>Lists an object that is to arrive at the active place.</summary>
    /// <param name="rotation">The rotation, whose leaving objects tell that place.</param>
    /// <param name="identity">The object.</param>
    /// <returns>The object with its places.</returns>
    public static RotationObject Arriving(Rotation rotation, ObjectIdentity identity) =>
        new(
            RotationRole.Staged,
            identity.Class,
            identity.Digest,
            new TokenPlace(rotation.Label + StagedSuffix, rotation.StagedId),
            rotation.Objects.First(listed => listed.Role == RotationRole.Previous).Before
        );
}
