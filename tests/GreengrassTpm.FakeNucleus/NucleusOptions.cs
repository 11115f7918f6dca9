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
/// <param name="Device">The file that describes the device, JSON or YAML; see <see cref="DeviceFile"/>.</param>
public sealed record NucleusOptions(Flavour Flavour, string Root, string Device)
{
    /// <summary>What to type.</summary>
    public const string Usage = "usage: GreengrassTpm.FakeNucleus --flavour classic|lite --root DIR --device FILE";

    /// <summary>The longest frame either way, in bytes.</summary>
    public int MaxFrameLength => Flavour == Flavour.Lite ? 10_000 : 24 * 1024 * 1024;

    /// <summary>The socket's name below the root.</summary>
    public string SocketName => Flavour == Flavour.Lite ? "gg-ipc.socket" : "ipc.socket";

    /// <summary>Reads the command line; null where it is wrong.</summary>
    public static NucleusOptions? TryParse(string[] args)
    {
        var values = new Dictionary<string, string>();
        for (int index = 0; index + 1 < args.Length; index += 2)
        {
            values[args[index]] = args[index + 1];
        }

        return
            args.Length == 6
            && values.TryGetValue("--flavour", out string? name)
            && Enum.TryParse(name, ignoreCase: true, out Flavour flavour)
            && values.TryGetValue("--root", out string? root)
            && values.TryGetValue("--device", out string? device)
            ? new NucleusOptions(flavour, Path.GetFullPath(root), Path.GetFullPath(device))
            : null;
    }
}
