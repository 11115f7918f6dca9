using System.Net;
using System.Net.Sockets;
using GreengrassTpm.Testing;
using GreengrassTpm.Tpm;
using Xunit;

namespace GreengrassTpm.TokenTests.Tpm;

public sealed class UnavailableChipTests
{
    [Theory]
    [InlineData("nonsense:x")]
    [InlineData("swtpm:port=abc")]
    [InlineData("swtpm:nonsense")]
    public void A_wrong_tcti_string_is_called_that(string tcti)
    {
        var refused = Assert.Throws<TpmUnavailableException>(() => TpmChip.Open(tcti));

        Assert.Equal(TpmUnavailableReason.WrongTcti, refused.Reason);
        Assert.Equal(TpmRetry.Permanent, refused.Retry);
        Assert.Contains(tcti, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_where_nothing_listens_is_called_that()
    {
        var refused = Assert.Throws<TpmUnavailableException>(() =>
            TpmChip.Open($"swtpm:host=127.0.0.1,port={FreePort()}")
        );

        Assert.Equal(TpmUnavailableReason.NothingListening, refused.Reason);
        Assert.Equal(TpmRetry.Retryable, refused.Retry);
    }

    [Fact]
    public void A_missing_device_is_called_that()
    {
        var refused = Assert.Throws<TpmUnavailableException>(() => TpmChip.Open("device:/dev/no-such-tpm"));

        Assert.Equal(TpmUnavailableReason.NoDevice, refused.Reason);
        Assert.Contains("/dev/no-such-tpm", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_tpm_is_said_not_to_answer()
    {
        var refused = Assert.Throws<TpmUnavailableException>(() => TpmChip.Open("device:/dev/null"));

        Assert.Equal(TpmUnavailableReason.NotAnswering, refused.Reason);
    }

    [Fact]
    public void A_chip_that_loses_power_is_said_not_to_answer()
    {
        using var tpm = SoftwareTpm.Start(new SoftwareTpmOptions { WithoutResourceManager = true });
        using var chip = TpmChip.Open(tpm.RawTcti);
        tpm.HardStop();

        var refused = Assert.Throws<TpmUnavailableException>(chip.ReadProperties);

        Assert.Equal(TpmUnavailableReason.NotAnswering, refused.Reason);
        Assert.Equal(TpmRetry.Retryable, refused.Retry);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
