using System.Globalization;
using GreengrassTpm.Testing;
using GreengrassTpm.Tpm;

namespace GreengrassTpm.TokenTests.Tpm;

/// <summary>A software chip without a resource manager, and tpm2-tools as the second opinion on it.</summary>
internal sealed class RawChip : IDisposable
{
    private readonly SoftwareTpm _tpm;
    private readonly PrivateFolder _folder = PrivateFolder.Create();

    public RawChip(bool defaultLockout = false)
    {
        _tpm = SoftwareTpm.Start(
            new SoftwareTpmOptions { WithoutResourceManager = true, DefaultLockout = defaultLockout }
        );
    }

    public string Tcti => _tpm.RawTcti;

    /// <summary>Opens the chip; nobody else can speak to it until the result is disposed.</summary>
    public TpmChip Open() => TpmChip.Open(Tcti);

    public string File(string name) => _folder.File(name);

    public string Tool(string name, params IEnumerable<string> arguments) => _tpm.Tpm2Tool(name, arguments).Output;

    public ChildResult TryTool(string name, params IEnumerable<string> arguments) =>
        ChildProcess.Run(new Command(name, arguments) { Environment = _tpm.Environment });

    /// <summary>Makes a persistent storage key with the usual template.</summary>
    public void MakeParent(string handle, string algorithm = "ecc")
    {
        var context = File($"{handle}.ctx");
        Tool("tpm2_createprimary", "-C", "o", "-G", algorithm, "-c", context);
        Tool("tpm2_evictcontrol", "-C", "o", "-c", context, handle);
        Tool("tpm2_flushcontext", "-t");
    }

    /// <summary>Makes a signing key under a persistent parent.</summary>
    public (byte[] Public, byte[] Private) MakeKey(string parent, string algorithm, params IEnumerable<string> more)
    {
        var publicFile = File("key.pub");
        var privateFile = File("key.priv");
        Tool("tpm2_create", ["-C", parent, "-G", algorithm, "-u", publicFile, "-r", privateFile, .. more]);
        Tool("tpm2_flushcontext", "-t");
        return (System.IO.File.ReadAllBytes(publicFile), System.IO.File.ReadAllBytes(privateFile));
    }

    /// <summary>Handles of a kind, as tpm2_getcap lists them.</summary>
    public IReadOnlyList<uint> Handles(string kind) =>
        [
            .. Tool("tpm2_getcap", $"handles-{kind}")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => ParseHex(line.Trim('-', ' '))),
        ];

    /// <summary>A property's number, as tpm2_getcap prints it on its line or on the line after.</summary>
    public uint Property(string group, string name)
    {
        var text = Tool("tpm2_getcap", $"properties-{group}");
        var value = text[(text.IndexOf($"{name}:", StringComparison.Ordinal) + name.Length + 1)..];
        return ParseHex(value.Replace("raw:", "", StringComparison.Ordinal).TrimStart().Split('\n')[0]);
    }

    public void Dispose()
    {
        _tpm.Dispose();
        _folder.Dispose();
    }

    private static uint ParseHex(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? uint.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : uint.Parse(text, CultureInfo.InvariantCulture);
}
