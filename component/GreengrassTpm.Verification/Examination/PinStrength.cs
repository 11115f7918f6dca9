using System.Text;

namespace GreengrassTpm.Verification;

/// <summary>Whether a PIN could be guessed within the tries that a TPM allows: the decision alone.</summary>
internal static class PinStrength
{
    private const int ShortestPin = 8;
    private const int ShortestNumber = 12;

    private static readonly string[] Common =
    [
        "password",
        "changeme",
        "greengrass",
        "userpin",
        "myuserpin",
        "mysopin",
        "default",
        "administrator",
    ];

    /// <summary>Why it could be guessed, as a clause that does not tell the PIN; null where it could not.</summary>
    /// <param name="pin">The PIN as UTF-8.</param>
    /// <param name="knownWords">Words that everybody knows who knows the device: its name, its labels.</param>
    internal static string? Weakness(ReadOnlySpan<byte> pin, IEnumerable<string> knownWords)
    {
        // Looked at in place: no text of it is made.
        if (pin.Length < ShortestPin)
        {
            return $"it has fewer than {ShortestPin} characters";
        }

        if (pin.Length < ShortestNumber && !pin.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return $"it is a number of fewer than {ShortestNumber} digits";
        }

        if (IsRun(pin, step: 0) || IsRun(pin, step: 1) || IsRun(pin, step: -1))
        {
            return "it is one character repeated, or a sequence";
        }

        foreach (string word in Common.Concat(knownWords))
        {
            if (word.Length > 0 && Ascii.EqualsIgnoreCase(pin, word))
            {
                return "it is a common word, or a name of this device";
            }
        }

        return null;
    }

    private static bool IsRun(ReadOnlySpan<byte> pin, int step)
    {
        for (int index = 1; index < pin.Length; index++)
        {
            if (pin[index] - pin[index - 1] != step)
            {
                return false;
            }
        }

        return true;
    }
}
