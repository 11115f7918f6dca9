using System.Security.Cryptography;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>The user PIN as a nucleus that somebody else has configured has it, compared with a file of this product's.</summary>
internal static class NucleusPin
{
    /// <summary>Whether the nucleus' configuration holds the PIN that is in a file, so that nothing is lost with the file.</summary>
    internal static bool IsIn(string file, NucleusPlaces places)
    {
        try
        {
            using Pin? pin = places.ReadPin();
            return pin is not null && Holds(file, pin);
        }
        catch (Exception error)
            when (error is IOException or UnauthorizedAccessException or FormatException or PinUnusableException)
        {
            return false;
        }
    }

    /// <summary>Whether a file holds a PIN.</summary>
    internal static bool Holds(string file, Pin pin)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        try
        {
            using Pin there = Pin.ReadFile(file);
            return CryptographicOperations.FixedTimeEquals(there.Reveal(), pin.Reveal());
        }
        catch (PinUnusableException)
        {
            return false;
        }
    }
}
