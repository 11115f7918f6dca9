using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// Which objects on a token are this product's: those that have a CKA_ID which provisioning or a rotation has drawn at random, and put
/// on record before the object was made. What was adopted is somebody else's: it keeps its CKA_ID, and is told by its digest.
/// </summary>
internal sealed class OwnObjects
{
    private readonly HashSet<string> _ids;
    private readonly IReadOnlyList<string?> _adopted;

    /// <param name="record">What provisioning has done.</param>
    /// <param name="rotations">What rotations have done since.</param>
    /// <param name="adoptedToo">Whether what was adopted counts as ours.</param>
    internal OwnObjects(ProvisioningRecord record, IEnumerable<Rotation> rotations, bool adoptedToo = false)
    {
        bool isForeign = record.IsAdopted && !adoptedToo;
        _adopted = isForeign ? [record.Key?.Digest, record.Certificate?.Digest] : [];
        _ids = [.. rotations.SelectMany(IdsOf)];
        if (record.Key is RecordedKey key && !isForeign)
        {
            _ = _ids.Add(key.Id);
        }

        _ = _ids.Remove("");
    }

    /// <summary>Whether there can be any.</summary>
    internal bool CanBe => _ids.Count > 0;

    /// <summary>Ours among some objects, in the order in which they are destroyed: the public key, by which some modules recognise the private one, last.</summary>
    internal IReadOnlyList<TokenObject> In(TokenContents contents) =>
        [.. contents.Objects.Where(IsOurs).OrderBy(item => Turn(item.Class))];

    /// <summary>Whether there is an object that is not ours.</summary>
    internal bool AreMixed(TokenContents contents) =>
        contents.Unrecognised.Count + contents.Others > 0 || contents.Objects.Any(item => !IsOurs(item));

    private bool IsOurs(TokenObject item) => _ids.Contains(item.IdHex) && !_adopted.Contains(item.Identity.Digest);

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
