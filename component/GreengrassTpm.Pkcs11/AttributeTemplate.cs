using System.Runtime.InteropServices;
using System.Text;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.LowLevelAPI80;

namespace GreengrassTpm.Pkcs11;

/// <summary>A list of attributes with values, in native memory until <see cref="Dispose"/> (CK_ATTRIBUTE[]).</summary>
internal sealed unsafe class AttributeTemplate : IDisposable
{
    private readonly List<CK_ATTRIBUTE> _attributes = [];

    /// <summary>The list as PKCS#11 functions take it.</summary>
    public CK_ATTRIBUTE[] Attributes => [.. _attributes];

    /// <summary>Number of attributes.</summary>
    public ulong Count => (ulong)_attributes.Count;

    /// <summary>Adds an attribute of bytes.</summary>
    public AttributeTemplate Add(CKA type, ReadOnlySpan<byte> value)
    {
        // Never null: some modules refuse a null pointer with length 0.
        void* memory = NativeMemory.Alloc((nuint)Math.Max(value.Length, 1));
        value.CopyTo(new Span<byte>(memory, value.Length));
        _attributes.Add(
            new CK_ATTRIBUTE
            {
                type = (ulong)type,
                value = (nint)memory,
                valueLen = (ulong)value.Length,
            }
        );
        return this;
    }

    /// <summary>Adds a CK_ULONG.</summary>
    public AttributeTemplate Add(CKA type, ulong value) =>
        Add(type, MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in value)));

    /// <summary>Adds a CK_BBOOL.</summary>
    public AttributeTemplate Add(CKA type, bool value) => Add(type, [value ? (byte)1 : (byte)0]);

    /// <summary>Adds a UTF-8 text.</summary>
    public AttributeTemplate Add(CKA type, string value) => Add(type, Encoding.UTF8.GetBytes(value));

    /// <summary>Frees the values.</summary>
    public void Dispose()
    {
        foreach (CK_ATTRIBUTE attribute in _attributes)
        {
            NativeMemory.Free((void*)attribute.value);
        }

        _attributes.Clear();
    }
}
