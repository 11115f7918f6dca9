using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// Which objects on a token are this product's: those that have a CKA_ID which provisioning or a rotation has drawn at random, and put
/// on record before the object was made.
/// </summary>
internal sealed class OwnObjects
{
    private readonly HashSet<string> _ids;

    internal OwnObjects(ProvisioningRecord record, IEnumerable<Rotation> rotations)
    {
        _ids = [.. rotations.SelectMany(IdsOf)];
        if (record.Key is RecordedKey key)
        {
            _ = _ids.Add(key.Id);
        }

        _ = _ids.Remove("");
    }

    /// <summary>Ours among some objects, in the order in which they are destroyed: the public key, by which some modules recognise the private one, last.</summary>
    internal IReadOnlyList<TokenObject> In(TokenContents contents) =>
        [.. contents.Objects.Where(item => _ids.Contains(item.IdHex)).OrderBy(item => Turn(item.Class))];

    /// <summary>Whether there is an object that is not ours.</summary>
    internal bool AreMixed(TokenContents contents) =>
        contents.Unrecognised.Count > 0 || contents.Objects.Any(item => !_ids.Contains(item.IdHex));

    private static IEnumerable<string> IdsOf(Rotation rotation) =>
        [rotation.StagedId, .. rotation.Objects.SelectMany(item => (string[])[item.Before.Id, item.After.Id])];

    private static int Turn(TokenObjectClass kind) =>
        kind switch
        {
            TokenObjectClass.Certificate => 0,
            TokenObjectClass.PrivateKey => 1,
            _ => 2,
        };
}
