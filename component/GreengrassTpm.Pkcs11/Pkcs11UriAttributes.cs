using System.Collections.Immutable;
using System.Text;

namespace GreengrassTpm.Pkcs11;

/// <summary>The attributes of one half of a PKCS#11 URI: names with decoded values, in a canonical order. Immutable.</summary>
internal sealed class Pkcs11UriAttributes : IEquatable<Pkcs11UriAttributes>
{
    /// <summary>No attributes.</summary>
    public static readonly Pkcs11UriAttributes None = new([]);

    private readonly ImmutableArray<(string Name, ReadOnlyMemory<byte> Value)> _all;

    private Pkcs11UriAttributes(ImmutableArray<(string Name, ReadOnlyMemory<byte> Value)> all) => _all = all;

    /// <summary>All, in canonical order: the RFC's own first, then vendors' by name.</summary>
    public IEnumerable<(string Name, ReadOnlyMemory<byte> Value)> All => _all;

    /// <summary>With one more.</summary>
    public Pkcs11UriAttributes Add(string name, ReadOnlyMemory<byte> value) =>
        new([
            .. _all.Append((Name: name, Value: value))
                .OrderBy(one => Pkcs11UriSyntax.RankOf(one.Name))
                .ThenBy(one => one.Name, StringComparer.Ordinal),
        ]);

    /// <summary>With one more, of text.</summary>
    public Pkcs11UriAttributes Add(string name, string value) => Add(name, Encoding.UTF8.GetBytes(value));

    /// <summary>Without those of a name.</summary>
    public Pkcs11UriAttributes Without(string name) => new(_all.RemoveAll(one => one.Name == name));

    /// <summary>With another value for those of a name.</summary>
    public Pkcs11UriAttributes Redact(string name, string replacement) =>
        Contains(name) ? Without(name).Add(name, replacement) : this;

    /// <summary>Whether there is one of a name.</summary>
    public bool Contains(string name) => _all.Any(one => one.Name == name);

    /// <summary>The value, or <see langword="null"/> if there is none.</summary>
    public ReadOnlyMemory<byte>? Bytes(string name) =>
        // A bare null would become an empty value: it converts to ReadOnlyMemory as a null array.
        Contains(name) ? _all.First(one => one.Name == name).Value : (ReadOnlyMemory<byte>?)null;

    /// <summary>The value as text, or <see langword="null"/> if there is none.</summary>
    public string? Text(string name) =>
        Bytes(name) is ReadOnlyMemory<byte> value ? Encoding.UTF8.GetString(value.Span) : null;

    /// <inheritdoc/>
    public bool Equals(Pkcs11UriAttributes? other) =>
        other is not null
        && _all.Length == other._all.Length
        && _all.Zip(other._all)
            .All(pair =>
                pair.First.Name == pair.Second.Name && pair.First.Value.Span.SequenceEqual(pair.Second.Value.Span)
            );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Pkcs11UriAttributes);

    /// <inheritdoc/>
    public override int GetHashCode() => _all.Aggregate(0, (hash, one) => HashCode.Combine(hash, one.Name));
}
