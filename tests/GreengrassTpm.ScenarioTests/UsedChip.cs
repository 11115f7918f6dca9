using System.Text.Json;
using GreengrassTpm.Testing;

namespace GreengrassTpm.ScenarioTests;

/// <summary>What others have left on a chip: stores of tpm2_ptool, persistent primaries, and sealed data as clevis makes it.</summary>
/// <param name="tpm">The chip.</param>
internal sealed class UsedChip(SoftwareTpm tpm) : IDisposable
{
    private const string NoSpace = "0x14b"; // TPM_RC_NV_SPACE

    private readonly PrivateFolder _folder = PrivateFolder.Create();

    /// <summary>The folder of tpm2_ptool's store.</summary>
    public string Store => _folder.File("ptool");

    /// <summary>
    /// Runs <c>tpm2_ptool init</c> as often; each time persists one more primary. All but the last were of stores that somebody has
    /// thrown away.
    /// </summary>
    public void RunInit(int times)
    {
        for (int i = 0; i < times; i++)
        {
            if (Directory.Exists(Store))
            {
                Directory.Delete(Store, recursive: true);
            }

            _ = Directory.CreateDirectory(Store);
            _ = Ptool("init", "--path", Store);
        }
    }

    /// <summary>Seals a secret under a primary of its own and keeps it at a handle.</summary>
    public void SealAt(string handle)
    {
        string secret = _folder.File("secret");
        File.WriteAllText(secret, "the key of a disk");
        string[] files = [_folder.File("sealed.pub"), _folder.File("sealed.priv"), _folder.File("sealed.ctx")];
        string primary = Primary();
        _ = tpm.Tpm2Tool("tpm2_create", "-C", primary, "-i", secret, "-u", files[0], "-r", files[1]);
        _ = tpm.Tpm2Tool("tpm2_load", "-C", primary, "-u", files[0], "-r", files[1], "-c", files[2]);
        _ = tpm.Tpm2Tool("tpm2_evictcontrol", "-C", "o", "-c", files[2], handle);
    }

    /// <summary>The public area at a handle, as tpm2-tools print it.</summary>
    public string PublicArea(string handle) => tpm.Tpm2Tool("tpm2_readpublic", "-c", handle).Output;

    /// <summary>Removes a handle, if it is there.</summary>
    public void Free(string handle)
    {
        if (Handles().Contains(handle, StringComparison.OrdinalIgnoreCase))
        {
            _ = tpm.Tpm2Tool("tpm2_evictcontrol", "-C", "o", "-c", handle);
        }
    }

    /// <summary>Persists primaries until the chip has no room.</summary>
    /// <returns>How many it took.</returns>
    public int FillUp(string except)
    {
        // RSA keys need the most room, so that few will do.
        string primary = Primary("rsa2048");
        string taken = Handles();
        int made = 0;
        for (uint handle = 0x81000000; ; handle++)
        {
            string text = $"0x{handle:x8}";
            if (text == except || taken.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            try
            {
                _ = tpm.Tpm2Tool("tpm2_evictcontrol", "-C", "o", "-c", primary, text);
                made++;
            }
            catch (ChildFailedException full)
                when (full.Result.Error.Contains(NoSpace, StringComparison.OrdinalIgnoreCase))
            {
                return made;
            }
        }
    }

    /// <summary><c>handles</c>, told of tpm2_ptool's store beside the device's own.</summary>
    public Command Survey(Device device, params IEnumerable<string> arguments) =>
        device.Bootstrap(["handles", "--root", device.Root, "--store", Store, .. arguments]);

    /// <summary>What <c>handles</c> says of each handle.</summary>
    public Dictionary<string, string> Kinds(Device device)
    {
        string told = ChildProcess.Run(Survey(device, "--output", "json")).OrThrow().Output;
        using JsonDocument report = JsonDocument.Parse(told);
        return report
            .RootElement.GetProperty("handles")
            .EnumerateArray()
            .ToDictionary(
                handle => handle.GetProperty("handle").GetString()!,
                handle => handle.GetProperty("kind").GetString()!
            );
    }

    /// <summary>The handles that <c>handles</c> calls orphans.</summary>
    public IReadOnlyList<string> Orphans(Device device) =>
        [.. Kinds(device).Where(entry => entry.Value == "Orphan").Select(entry => entry.Key)];

    /// <summary>Runs tpm2_ptool on this chip.</summary>
    public ChildResult Ptool(params IEnumerable<string> arguments) =>
        ChildProcess
            .Run(
                new Command("tpm2_ptool", arguments) { Environment = tpm.Environment, WorkingDirectory = _folder.Path }
            )
            .OrThrow();

    public void Dispose() => _folder.Dispose();

    private string Handles() => tpm.Tpm2Tool("tpm2_getcap", "handles-persistent").Output;

    private string Primary(string algorithm = "ecc")
    {
        string context = _folder.File("primary.ctx");
        _ = tpm.Tpm2Tool("tpm2_createprimary", "-C", "o", "-G", algorithm, "-c", context);
        return context;
    }
}
