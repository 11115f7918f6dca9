using System.Globalization;
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
    public void Handles_are_listed_as_the_chip_has_them_with_how_many_are_free()
    {
        _ = _tpm.Tpm2Tool("tpm2_createek", "-G", "ecc", "-c", "0x81010001");

        ChildResult result = ChildProcess.Run(_device.Bootstrap("handles", "--output", "json")).OrThrow();

        using JsonDocument document = JsonDocument.Parse(result.Output);
        Assert.Equal(
            _device.PersistentHandles(),
            document
                .RootElement.GetProperty("handles")
                .EnumerateArray()
                .Select(handle => handle.GetProperty("handle").GetString()!.ToUpperInvariant())
        );
        Assert.Equal(Property("TPM2_PT_HR_PERSISTENT_AVAIL"), document.RootElement.GetProperty("free").GetUInt32());
        Assert.Equal(
            Property("TPM2_PT_HR_PERSISTENT_MIN", "properties-fixed"),
            document.RootElement.GetProperty("guaranteed").GetUInt32()
        );
        JsonElement endorsement = document.RootElement.GetProperty("handles").EnumerateArray().Single();
        Assert.Equal("0x81010001", endorsement.GetProperty("handle").GetString());
        Assert.Equal("EndorsementKey", endorsement.GetProperty("kind").GetString());
    }

    /// <summary>A number of the chip's, as tpm2-tools print it: <c>TPM2_PT_HR_PERSISTENT_AVAIL: 0x40</c>.</summary>
    private uint Property(string name, string capability = "properties-variable")
    {
        string[] lines = _tpm.Tpm2Tool("tpm2_getcap", capability).Output.Split('\n');
        int at = Array.FindIndex(lines, line => line.TrimStart().StartsWith($"{name}:", StringComparison.Ordinal));
        string number = string.Join(' ', lines[at..(at + 2)]).Split("0x")[1].Split(' ')[0];
        return uint.Parse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
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
