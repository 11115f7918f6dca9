using System.Text;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.LowLevelAPI80;

namespace GreengrassTpm.Pkcs11;

/// <summary>Reads attributes of one object. Values come from outside, so their lengths are bounded.</summary>
internal sealed unsafe class ObjectAttributes(Pkcs11Library library, ulong session, ulong handle)
{
    /// <summary>The longest value that is read; certificates and keys are far shorter.</summary>
    public const int MaximumLength = 64 * 1024;

    private const ulong Unavailable = ulong.MaxValue; // CK_UNAVAILABLE_INFORMATION

    /// <summary>The object's handle, valid in this session only.</summary>
    public ulong Handle => handle;

    /// <summary>An attribute's bytes, or <see langword="null"/> if the object has no such attribute or does not show it.</summary>
    /// <exception cref="ObjectUnreadableException">It is longer than <see cref="MaximumLength"/>.</exception>
    /// <exception cref="Pkcs11CallException">C_GetAttributeValue failed.</exception>
    public byte[]? Read(CKA type)
    {
        CK_ATTRIBUTE[] query = [new() { type = (ulong)type }];
        if (!TryGet(query) || query[0].valueLen == Unavailable)
        {
            return null;
        }

        if (query[0].valueLen > MaximumLength)
        {
            throw new ObjectUnreadableException(
                $"{type} has {query[0].valueLen} bytes; at most {MaximumLength} are read."
            );
        }

        byte[] value = new byte[query[0].valueLen];
        fixed (byte* pointer = value)
        {
            query[0].value = (nint)pointer;
            return value.Length == 0 || TryGet(query) ? value[..(int)query[0].valueLen] : null;
        }
    }

    /// <summary>A text attribute; empty if the object has none.</summary>
    public string ReadText(CKA type) => Encoding.UTF8.GetString(Read(type) ?? []);

    /// <summary>A CK_BBOOL; <see langword="null"/> if the object has no such attribute.</summary>
    public bool? ReadBoolean(CKA type) => Read(type) is [byte value] ? value != 0 : null;

    /// <summary>A CK_ULONG; <see langword="null"/> if the object has no such attribute.</summary>
    public ulong? ReadNumber(CKA type) =>
        Read(type) is byte[] { Length: sizeof(ulong) } value ? BitConverter.ToUInt64(value) : null;

    private bool TryGet(CK_ATTRIBUTE[] query)
    {
        CKR result = library.C_GetAttributeValue(session, handle, query, (ulong)query.Length);
        if (result is CKR.CKR_ATTRIBUTE_TYPE_INVALID or CKR.CKR_ATTRIBUTE_SENSITIVE)
        {
            return false;
        }

        ReturnValue.Check("C_GetAttributeValue", result);
        return true;
    }
}
