using System.Text;

namespace GreengrassTpm.Pkcs11;

/// <summary>Fixed-length texts of PKCS#11: UTF-8, padded with blanks, not terminated.</summary>
internal static class PaddedText
{
    /// <summary>Length of a token's label.</summary>
    public const int LabelLength = 32;

    private const byte Blank = 0x20;

    /// <summary>The text without its padding; some modules pad with zeros.</summary>
    public static string Read(byte[] field) => Encoding.UTF8.GetString(field.AsSpan().TrimEnd([Blank, (byte)0]));

    /// <summary>A token label as C_InitToken takes it.</summary>
    /// <exception cref="ArgumentException">It is empty, too long, ends with a blank, or holds a control character.</exception>
    public static byte[] WriteLabel(string label)
    {
        byte[] field = new byte[LabelLength];
        if (
            !Encoding.UTF8.TryGetBytes(label, field, out int length)
            || length == 0
            || label.EndsWith(' ')
            || label.Any(char.IsControl)
        )
        {
            throw new ArgumentException(
                $"A token label has 1 to {LabelLength} bytes of UTF-8, no control character and no blank at its end.",
                nameof(label)
            );
        }

        field.AsSpan(length).Fill(Blank);
        return field;
    }
}
