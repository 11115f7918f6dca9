using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>The user PIN in this product's file, which is not to be tried while a change of it is unfinished.</summary>
public static class UserPin
{
    /// <summary>Reads it.</summary>
    /// <param name="folders">The device's places.</param>
    /// <param name="file">The file that was named; null for <see cref="DeviceFolders.UserPin"/>.</param>
    /// <returns>The PIN; the caller's to dispose.</returns>
    /// <exception cref="PinChangeUnfinishedException">It is this product's file, and a change of the PIN was cut off.</exception>
    /// <exception cref="PinUnusableException">The file cannot be read, or what it holds cannot be a PIN.</exception>
    public static Pin Read(DeviceFolders folders, string? file = null)
    {
        string path = Path.GetFullPath(file ?? folders.UserPin);
        if (path == folders.UserPin)
        {
            RequireNoChange(folders);
        }

        return Pin.ReadFile(path);
    }

    /// <summary>Makes sure that the token's PIN is known.</summary>
    /// <exception cref="PinChangeUnfinishedException">A change of it was cut off.</exception>
    public static void RequireNoChange(DeviceFolders folders)
    {
        if (File.Exists(folders.NextUserPin))
        {
            throw new PinChangeUnfinishedException(folders.UserPin, folders.NextUserPin);
        }
    }
}
