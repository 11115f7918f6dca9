using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>
/// Which objects may be destroyed: those on a rotation's list, at the place where the credential stands that the rotation
/// has given up; and never a key that is still needed.
/// </summary>
public static class DestructionRule
{
    /// <summary>The objects of a credential that are to be destroyed, in their order. The public key, by which some modules recognise the private one, goes last.</summary>
    /// <param name="rotation">The rotation.</param>
    /// <param name="role">The credential that it has given up.</param>
    /// <param name="contents">The token, seen with login.</param>
    /// <returns>What is still there.</returns>
    public static IReadOnlyList<TokenObject> Remains(Rotation rotation, RotationRole role, TokenContents contents) =>
        [
            .. contents
                .Objects.Where(found =>
                    rotation.Objects.Any(listed => listed.Role == role && Stands(found, listed, role))
                    || (role == RotationRole.Staged && IsHalfMade(rotation, found.Class, found.Label, found.IdHex))
                )
                .OrderBy(found => Turn(found.Class)),
        ];

    /// <summary>Whether anything of a credential is still there.</summary>
    /// <param name="rotation">The rotation.</param>
    /// <param name="role">The credential that it has given up.</param>
    /// <param name="contents">The token, seen with login.</param>
    /// <returns>True where something is to be destroyed.</returns>
    public static bool AnyRemains(Rotation rotation, RotationRole role, TokenContents contents) =>
        Remains(rotation, role, contents).Count > 0
        || (role == RotationRole.Staged && UnrecognisedHalf(rotation, contents) is not null);

    /// <summary>
    /// A half of a key pair that does not tell what it is, made by a C_GenerateKeyPair that did not return: some modules'
    /// private keys are known by their public ones only. The id, on record before the call, says that it is the rotation's.
    /// </summary>
    /// <param name="rotation">The rotation.</param>
    /// <param name="contents">The token, seen with login.</param>
    /// <returns>The half; null where there is none.</returns>
    public static UnrecognisedObject? UnrecognisedHalf(Rotation rotation, TokenContents contents) =>
        contents.Unrecognised.FirstOrDefault(found => IsHalfMade(rotation, found.Class, found.Label, found.IdHex));

    /// <summary>Makes sure that an object is needed no more.</summary>
    /// <param name="tokenLabel">The token's label, for the message.</param>
    /// <param name="rotation">The rotation on whose list it is.</param>
    /// <param name="role">The credential that it belongs to.</param>
    /// <param name="contents">The token, seen with login.</param>
    /// <param name="doomed">The object.</param>
    /// <exception cref="CredentialUnusableException">No whole credential stands under the active label.</exception>
    /// <exception cref="DestructionRefusedException">The object is part of it, or its key; or of one that a rollback would restore.</exception>
    public static void RequireUnneeded(
        string tokenLabel,
        Rotation rotation,
        RotationRole role,
        TokenContents contents,
        TokenObject doomed
    )
    {
        var active = ActiveCredential.Of(tokenLabel, contents, rotation.Label, loggedIn: true);
        if (active.Objects.Any(kept => kept.Identity == doomed.Identity && kept.IdHex == doomed.IdHex))
        {
            throw new DestructionRefusedException(tokenLabel, doomed.Identity, "it is part of the active credential");
        }

        if (doomed.Class == TokenObjectClass.Certificate)
        {
            return;
        }

        var other = rotation
            .Objects.Where(listed => listed.Role != role && listed.Class == TokenObjectClass.Certificate)
            .Select(listed => contents.Find(listed.Identity))
            .OfType<TokenObject>();
        var needing = other
            .Append(active.Certificate)
            .FirstOrDefault(certificate => CertificateKey.DigestOf(certificate.Content.Span) == doomed.Identity.Digest);
        if (needing is not null)
        {
            throw new DestructionRefusedException(
                tokenLabel,
                doomed.Identity,
                $"it is the key of the {needing.Identity} labelled '{needing.Label}'"
            );
        }
    }

    private static bool Stands(TokenObject found, RotationObject listed, RotationRole role)
    {
        var place = role == RotationRole.Staged ? listed.Before : listed.After;
        return found.Identity == listed.Identity && found.Label == place.Label && found.IdHex == place.Id;
    }

    // Made by a C_GenerateKeyPair that did not return: its digest is in no record, but the id was before the call.
    private static bool IsHalfMade(Rotation rotation, TokenObjectClass @class, string label, string id) =>
        @class != TokenObjectClass.Certificate
        && rotation.StagedId.Length > 0
        && id == rotation.StagedId
        && label == rotation.Label + RotationObjects.StagedSuffix;

    private static int Turn(TokenObjectClass @class) =>
        @class switch
        {
            TokenObjectClass.Certificate => 0,
            TokenObjectClass.PrivateKey => 1,
            _ => 2,
        };
}
