namespace GreengrassTpm.Release;

/// <summary>A kind of processor that there is a program for.</summary>
/// <param name="RuntimeIdentifier">Its name to .NET, for example <c>linux-arm64</c>.</param>
/// <param name="ElfMachine">Its number in the header of an executable (<c>e_machine</c>, System V gABI, chapter 4).</param>
public sealed record DeviceArchitecture(string RuntimeIdentifier, ushort ElfMachine)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<DeviceArchitecture> All { get; } = [new("linux-x64", 62), new("linux-arm64", 183)];
}
