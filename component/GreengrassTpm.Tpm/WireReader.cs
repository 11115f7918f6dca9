using System.Buffers.Binary;

namespace GreengrassTpm.Tpm;

/// <summary>Reads the chip's big-endian wire format from the front; every read is checked against what is left.</summary>
internal ref struct WireReader(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public bool TryUInt16(out ushort value)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(_rest.Span, out value))
        {
            return false;
        }

        _rest = _rest[sizeof(ushort)..];
        return true;
    }

    public bool TryUInt32(out uint value)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(_rest.Span, out value))
        {
            return false;
        }

        _rest = _rest[sizeof(uint)..];
        return true;
    }

    public bool TryAlgorithm(out TpmAlgorithm algorithm)
    {
        var read = TryUInt16(out var value);
        algorithm = (TpmAlgorithm)value;
        return read;
    }

    /// <summary>Reads a TPM2B: two bytes of length, then as many bytes.</summary>
    public bool TrySized(out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (
            !BinaryPrimitives.TryReadUInt16BigEndian(_rest.Span, out var length)
            || _rest.Length - sizeof(ushort) < length
        )
        {
            return false;
        }

        value = _rest.Slice(sizeof(ushort), length);
        _rest = _rest[(sizeof(ushort) + length)..];
        return true;
    }

    public ReadOnlyMemory<byte> TakeRest()
    {
        var rest = _rest;
        _rest = default;
        return rest;
    }
}
