using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>
/// Exactly one private key, public key and certificate carry the active label, with one CKA_ID that no other object has:
/// the classic nucleus finds them by label and pairs them by CKA_ID, and takes none where there are several.
/// </summary>
internal static class TokenObjects
{
    internal static Check Check { get; } =
        new("token.objects", "One key pair and one certificate carry the label", true, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Objects.Judge(objects => Examine(objects, facts.Subject.KeyLabel));

    private static Finding Examine(ObjectFacts objects, string label)
    {
        TokenObjectClass[] visible = objects.WithLogin
            ? [TokenObjectClass.PrivateKey, TokenObjectClass.PublicKey, TokenObjectClass.Certificate]
            : [TokenObjectClass.PublicKey, TokenObjectClass.Certificate];
        string[] problems = [.. visible.SelectMany(one => Count(objects.Contents, one, label)), .. Ids(objects, label)];
        return (problems, objects.WithLogin) switch
        {
            ([_, ..], _) => Finding.Failed(
                $"On the token: {string.Join("; ", problems)}.",
                "Look at the token with 'pkcs11-tool --list-objects --login', and give every object that does not belong to the credential another label and id."
            ),
            (_, true) => Finding.Ok($"One each, labelled '{label}', with CKA_ID {IdOf(objects, label)}."),
            _ => Finding.Unseen(
                $"One public key and one certificate are labelled '{label}'; private keys were not seen, because nobody is logged in."
            ),
        };
    }

    private static IEnumerable<string> Count(TokenContents contents, TokenObjectClass @class, string label)
    {
        int count =
            contents.WithLabel(@class, label).Count()
            + contents.Unrecognised.Count(one => one.Class == @class && one.Label == label);
        if (count != 1)
        {
            yield return $"{(count == 0 ? "no" : count)} {Name(@class)}{(count > 1 ? "s" : "")} labelled '{label}'";
        }
    }

    private static IEnumerable<string> Ids(ObjectFacts objects, string label)
    {
        TokenObject[] ours = [.. objects.Contents.Objects.Where(one => one.Label == label)];
        string[] ids = [.. ours.Select(one => one.IdHex).Distinct()];
        if (ids.Length > 1)
        {
            yield return $"the objects labelled '{label}' have different CKA_IDs ({string.Join(", ", ids)})";
        }

        foreach (
            TokenObject other in objects.Contents.Objects.Where(one => one.Label != label && ids.Contains(one.IdHex))
        )
        {
            yield return $"the {Name(other.Class)} labelled '{other.Label}' has the same CKA_ID {other.IdHex}";
        }

        if (ids is [""])
        {
            yield return $"the objects labelled '{label}' have no CKA_ID";
        }
    }

    private static string IdOf(ObjectFacts objects, string label) =>
        objects.Contents.WithLabel(TokenObjectClass.Certificate, label).First().IdHex;

    private static string Name(TokenObjectClass @class) =>
        @class switch
        {
            TokenObjectClass.PrivateKey => "private key",
            TokenObjectClass.PublicKey => "public key",
            _ => "certificate",
        };
}
