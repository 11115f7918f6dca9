namespace GreengrassTpm.FakeNucleus;

/// <summary>The two nuclei whose habits can be had.</summary>
public enum Flavour
{
    /// <summary>The Java nucleus.</summary>
    Classic,

    /// <summary>Nucleus lite.</summary>
    Lite,
}

/// <summary>The command line.</summary>
/// <param name="Flavour">Whose habits.</param>
/// <param name="Root">The nucleus' root folder: the socket and the components' work folders are below it.</param>
/// <param name="Devices">The files that describe the device, JSON or YAML; see <see cref="DeviceFile"/>.</param>
public sealed record NucleusOptions(Flavour Flavour, string Root, IReadOnlyList<string> Devices)
{
    /// <summary>What to type.</summary>
    public const string Usage = """
        usage: GreengrassTpm.FakeNucleus --flavour classic|lite --root DIR --device FILE [--device FILE ...]
               GreengrassTpm.FakeNucleus systemctl --socket FILE restart [--no-block] UNIT [UNIT ...]
        """;

    /// <summary>The longest frame either way, in bytes.</summary>
    public int MaxFrameLength => Flavour == Flavour.Lite ? 10_000 : 24 * 1024 * 1024;

    /// <summary>The socket's name below the root.</summary>
    public string SocketName => Flavour == Flavour.Lite ? "gg-ipc.socket" : "ipc.socket";

    /// <summary>Reads the command line; null where it is wrong.</summary>
    public static NucleusOptions? TryParse(string[] args)
    {
        ILookup<string, string> values = args.Chunk(2)
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1]);
        return
            args.Length % 2 == 0
            && values["--flavour"].ToArray() is [var name]
            && Enum.TryParse(name, ignoreCase: true, out Flavour flavour)
            && values["--root"].ToArray() is [var root]
            && values["--device"].ToArray() is { Length: > 0 } devices
            ? new NucleusOptions(flavour, Path.GetFullPath(root), [.. devices.Select(Path.GetFullPath)])
            : null;
    }
}
