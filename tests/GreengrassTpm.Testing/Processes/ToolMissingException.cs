namespace GreengrassTpm.Testing;

/// <summary>A program or library that the tests need is not installed. A test never skips for it.</summary>
/// <param name="name">The program or library that was looked for.</param>
/// <param name="package">The Debian package that holds it.</param>
public sealed class ToolMissingException(string name, string package)
    : Exception($"'{name}' is not installed. Install the Debian package '{package}'.")
{
    /// <summary>Gets the Debian package to install.</summary>
    public string Package { get; } = package;
}
