using System.Text.Json;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>The chip's persistent handles: listed, and used up.</summary>
public sealed class HandlesScenarios : IDisposable
{
    private readonly SoftwareTpm _tpm = SoftwareTpm.Start();
    private readonly Device _device;

    public HandlesScenarios() => _device = new Device(_tpm);

    public void Dispose()
    {
        _device.Dispose();
        _tpm.Dispose();
    }

    [Fact]
    public void Handles_are_listed_as_the_chip_has_them()
    {
        ChildResult result = ChildProcess.Run(_device.Bootstrap("handles", "--output", "json")).OrThrow();

        using JsonDocument document = JsonDocument.Parse(result.Output);
        Assert.Equal(
            _device.PersistentHandles(),
            document
                .RootElement.GetProperty("handles")
                .EnumerateArray()
                .Select(handle => handle.GetProperty("handle").GetString()!.ToUpperInvariant())
        );
    }

    [Fact]
    public void A_chip_without_a_free_handle_makes_no_token_but_shares_the_storage_root_key_it_has()
    {
        FillUpFrom(0x81000002);

        ChildResult refused = ChildProcess.Run(_device.FirstHalf());
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("the TPM has no persistent handle left for a token", refused.Error, StringComparison.Ordinal);

        _ = _tpm.Tpm2Tool("tpm2_evictcontrol", "-C", "o", "-c", "0x81000002");
        _ = ChildProcess.Run(_device.FirstHalf()).OrThrow();

        using Device second = new(_tpm);
        _ = ChildProcess.Run(second.FirstHalf()).OrThrow();
        Assert.Equal(2, second.Objects().Count);
    }

    private void FillUpFrom(uint handle)
    {
        using PrivateFolder folder = PrivateFolder.Create();
        string context = folder.File("primary.ctx");
        _ = _tpm.Tpm2Tool("tpm2_createprimary", "-C", "o", "-G", "ecc", "-c", context);
        try
        {
            for (; ; handle++)
            {
                _ = _tpm.Tpm2Tool("tpm2_evictcontrol", "-C", "o", "-c", context, $"0x{handle:x8}");
            }
        }
        catch (ChildFailedException full) when (full.Result.Error.Contains("0x14b", StringComparison.OrdinalIgnoreCase))
        {
            // TPM_RC_NV_SPACE
        }
    }
}
