using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace GreengrassTpm.LocalCloud;

/// <summary>A key that requests may be signed with.</summary>
/// <param name="Id">Access key id.</param>
/// <param name="Secret">Secret access key.</param>
/// <param name="SessionToken">Session token of temporary credentials; null for a permanent key.</param>
/// <param name="Expires">End of temporary credentials; null for a permanent key.</param>
/// <param name="Caller">Whose key it is.</param>
internal sealed record AccessKey(
    string Id,
    string Secret,
    string? SessionToken,
    DateTimeOffset? Expires,
    Caller Caller
);

/// <summary>All keys that the cloud has given out.</summary>
internal sealed class AccessKeys
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private readonly ConcurrentDictionary<string, AccessKey> _keys = new(StringComparer.Ordinal);

    /// <summary>A key by its id; null when there is none.</summary>
    public AccessKey? Find(string id) => _keys.GetValueOrDefault(id);

    /// <summary>Makes a permanent key.</summary>
    public AccessKey CreatePermanent(Caller caller) =>
        Add(new AccessKey(NewId("AKIA"), NewSecret(), null, null, caller));

    /// <summary>Makes temporary credentials.</summary>
    public AccessKey CreateTemporary(Caller caller, DateTimeOffset expires) =>
        Add(
            new AccessKey(
                NewId("ASIA"),
                NewSecret(),
                Convert.ToBase64String(RandomNumberGenerator.GetBytes(300)),
                expires,
                caller
            )
        );

    private static string NewId(string prefix) => prefix + RandomNumberGenerator.GetString(Letters, 16);

    private static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));

    private AccessKey Add(AccessKey key)
    {
        _keys[key.Id] = key;
        return key;
    }
}
