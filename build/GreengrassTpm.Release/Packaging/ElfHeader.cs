using System.Buffers.Binary;

namespace GreengrassTpm.Release;

/// <summary>The header of a Linux executable (System V gABI, chapter 4).</summary>
public static class ElfHeader
{
    private const int MachineAt = 18;
    private static readonly byte[] Start = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1];

    /// <summary>The machine that a 64-bit little-endian executable is for.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The value of <c>e_machine</c>; null if the file is no such executable.</returns>
    public static ushort? MachineOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[MachineAt + sizeof(ushort)];
        return
            file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length
            && header.StartsWith(Start)
            ? BinaryPrimitives.ReadUInt16LittleEndian(header[MachineAt..])
            : null;
    }
}
