using System.Text;
using System.Text.Json;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>Reads the nucleus' configuration: what components may ask for over IPC, and the rest from its files.</summary>
/// <param name="ipc">The connection to the nucleus; stays the caller's.</param>
/// <param name="flavour">Which nucleus.</param>
/// <param name="environment">What the nucleus has told this process.</param>
/// <param name="folders">The device's places.</param>
internal sealed class NucleusReader(
    GreengrassIpcClient ipc,
    NucleusFlavour flavour,
    NucleusEnvironment environment,
    DeviceFolders folders
)
{
    /// <summary>Reads everything but the PIN.</summary>
    /// <exception cref="CommandException">A file of the nucleus cannot be read.</exception>
    /// <exception cref="GreengrassIpcException">The nucleus did not answer.</exception>
    internal async Task<NucleusSettings> ReadAsync(CancellationToken cancellation)
    {
        JsonElement nucleus = await GetAsync(NucleusSettings.NucleusComponent, cancellation);
        JsonElement provider = await ProviderAsync(cancellation);
        return NucleusSettings.Of(nucleus, provider, SystemSettings.Read(Files()), environment);
    }

    /// <summary>Reads the user PIN from wherever the nucleus has it.</summary>
    /// <returns>The PIN, the caller's to dispose; null where the nucleus' configuration has none.</returns>
    /// <exception cref="PinUnusableException">What is there cannot be a PIN.</exception>
    internal async Task<Pin?> ReadPinAsync(CancellationToken cancellation)
    {
        if (NucleusSettings.Text(await ProviderAsync(cancellation), "userPin") is { } text)
        {
            return Pin.FromUtf8(Encoding.UTF8.GetBytes(text));
        }

        SystemSettings system = SystemSettings.Read(Files());
        return Pkcs11Uri.TryParse(system.PrivateKeyPath, out Pkcs11Uri? uri) ? uri.ReadPin() : null;
    }

    private async Task<JsonElement> ProviderAsync(CancellationToken cancellation) =>
        flavour == NucleusFlavour.Classic ? await GetAsync(NucleusSettings.ProviderComponent, cancellation) : default;

    private async Task<JsonElement> GetAsync(string component, CancellationToken cancellation)
    {
        try
        {
            return (await ipc.GetConfigurationAsync(componentName: component, cancellationToken: cancellation)).Value;
        }
        catch (ServiceErrorException error) when (error.Code == ServiceErrorCode.ResourceNotFound)
        {
            return default;
        }
    }

    private IEnumerable<string> Files()
    {
        if (flavour == NucleusFlavour.Classic)
        {
            return [environment.EffectiveConfiguration];
        }

        // Nucleus lite reads its main file first, and then the fragments in the order of their names.
        string home = Path.Combine(folders.Root, "etc/greengrass");
        string fragments = Path.Combine(home, "config.d");
        string[] found = Directory.Exists(fragments) ? Directory.GetFiles(fragments) : [];
        return [Path.Combine(home, "config.yaml"), .. found.Order(StringComparer.Ordinal)];
    }
}
