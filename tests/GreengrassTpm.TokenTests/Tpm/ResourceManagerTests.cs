using GreengrassTpm.Testing;
using GreengrassTpm.Tpm;
using Xunit;

namespace GreengrassTpm.TokenTests.Tpm;

[Collection(NativeEnvironmentCollection.Name)]
public sealed class ResourceManagerTests
{
    private const string SystemBus = "tabrmd:bus_type=system";

    [Fact]
    public void Two_connections_of_one_process_work_side_by_side()
    {
        using var tpm = SoftwareTpm.Start();
        tpm.UseInThisProcess();

        using var first = TpmChip.Open(SoftwareTpm.Tcti);
        using var second = TpmChip.Open(SoftwareTpm.Tcti);

        Assert.Equal(first.ReadProperties().Manufacturer, second.ReadProperties().Manufacturer);
        Assert.Empty(first.ReadPersistentHandles());
    }

    [Fact]
    public void A_bus_without_resource_manager_is_called_that()
    {
        using var tpm = SoftwareTpm.Start(new SoftwareTpmOptions { WithoutResourceManager = true });
        UseSystemBus(tpm.BusAddress);

        var refused = Assert.Throws<TpmUnavailableException>(() => TpmChip.Open(SystemBus));

        Assert.Equal(TpmUnavailableReason.NoResourceManager, refused.Reason);
        Assert.Contains("tpm2-abrmd", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_bus_is_called_that()
    {
        UseSystemBus("unix:path=/nonexistent/bus");

        var refused = Assert.Throws<TpmUnavailableException>(() => TpmChip.Open(SystemBus));

        Assert.Equal(TpmUnavailableReason.NoBus, refused.Reason);
        Assert.Equal(TpmRetry.Retryable, refused.Retry);
    }

    [Fact]
    public void A_kind_of_bus_that_is_none_is_called_a_wrong_tcti_string()
    {
        var refused = Assert.Throws<TpmUnavailableException>(() => TpmChip.Open("tabrmd:bus_type=nonsense"));

        Assert.Equal(TpmUnavailableReason.WrongTcti, refused.Reason);
    }

    [Fact]
    public void A_resource_manager_that_goes_away_is_said_not_to_answer()
    {
        using var tpm = SoftwareTpm.Start();
        tpm.UseInThisProcess();
        using var chip = TpmChip.Open(SoftwareTpm.Tcti);
        tpm.HardStop();

        var refused = Assert.Throws<TpmUnavailableException>(chip.ReadProperties);

        Assert.Equal(TpmUnavailableReason.NotAnswering, refused.Reason);
    }

    [Fact]
    public void A_chip_is_found_again_after_it_came_back()
    {
        using var tpm = SoftwareTpm.Start();
        tpm.UseInThisProcess();
        using (TpmChip.Open(SoftwareTpm.Tcti))
        {
            tpm.HardStop();
        }

        tpm.Restart();

        using var chip = TpmChip.Open(SoftwareTpm.Tcti);
        Assert.Equal("IBM", chip.ReadProperties().Manufacturer);
    }

    // GLib keeps one connection to each kind of bus in a process, and a failed start of the transport leaks a reference
    // to it, so that the process never connects to another bus of that kind: failures are tried on the other kind.
    private static void UseSystemBus(string address) =>
        NativeEnvironment.Set(new Dictionary<string, string> { ["DBUS_SYSTEM_BUS_ADDRESS"] = address });
}
