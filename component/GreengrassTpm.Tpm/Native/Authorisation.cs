using System.Security.Cryptography;

namespace GreengrassTpm.Tpm.Native;

/// <summary>An authorisation value that a resource has within ESYS while this lives; ESYS's copy and ours are wiped.</summary>
internal sealed unsafe class Authorisation : IDisposable
{
    // The bytes of the longest hash, the most that a chip takes (TPM2B_AUTH over TPMU_HA).
    private const int MaxLength = 64;
    private const int StructureLength = sizeof(ushort) + MaxLength;

    private readonly EsysHandle _context;
    private readonly uint _resource;

    private Authorisation(EsysHandle context, uint resource)
    {
        _context = context;
        _resource = resource;
    }

    /// <summary>Gives a resource its value.</summary>
    /// <returns>TSS2_RC.</returns>
    /// <exception cref="ArgumentException">The value is longer than a chip takes.</exception>
    public static uint Set(EsysHandle context, uint resource, ReadOnlySpan<byte> value, out Authorisation authorisation)
    {
        if (value.Length > MaxLength)
        {
            throw new ArgumentException($"An authorisation value has at most {MaxLength} bytes.", nameof(value));
        }

        authorisation = new Authorisation(context, resource);
        return authorisation.Write(value);
    }

    public void Dispose() => _ = Write([]);

    private uint Write(ReadOnlySpan<byte> value)
    {
        var structure = stackalloc byte[StructureLength];
        var bytes = new Span<byte>(structure, StructureLength);
        bytes.Clear();
        *(ushort*)structure = (ushort)value.Length;
        value.CopyTo(bytes[sizeof(ushort)..]);
        var code = EsysLibrary.SetAuth(_context, _resource, structure);
        CryptographicOperations.ZeroMemory(bytes);
        return code;
    }
}
