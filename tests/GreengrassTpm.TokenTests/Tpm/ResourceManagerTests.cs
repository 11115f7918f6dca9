using GreengrassTpm.Testing;
using GreengrassTpm.Tpm;
using Xunit;

namespace GreengrassTpm.TokenTests.Tpm;

[Collection(NativeEnvironmentCollection.Name)]
public sealed class ResourceManagerTests
{
    [Fact]
    public void Two_connections_of_one_process_work_side_by_side()
    {
        using var tpm = SoftwareTpm.Start();
        tpm.UseInThisProcess();

        using var first = TpmChip.Open(tpm.Tcti);
        using var second = TpmChip.Open(tpm.Tcti);

        Assert.Equal(first.ReadProperties().Manufacturer, second.ReadProperties().Manufacturer);
        Assert.Empty(first.ReadPersistentHandles());
    }

    [Fact]
    public void A_resource_manager_that_goes_away_is_missed_by_the_old_connection_and_by_a_new_one()
    {
        using var tpm = SoftwareTpm.Start(new SoftwareTpmOptions { BusOfItsOwn = true });
        UseSystemBus(tpm.BusAddress);
        var tcti = tpm.Tcti.Replace("bus_type=session", "bus_type=system", StringComparison.Ordinal);
        using var chip = TpmChip.Open(tcti);
        tpm.HardStop();

        var old = Assert.Throws<TpmUnavailableException>(chip.ReadProperties);
        var @new = Assert.Throws<TpmUnavailableException>(() => TpmChip.Open(tcti));

        Assert.Equal(TpmUnavailableReason.NotAnswering, old.Reason);
        Assert.Equal(TpmUnavailableReason.NoResourceManager, @new.Reason);
        Assert.Contains("tpm2-abrmd", @new.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_bus_is_called_that()
    {
        UseSystemBus("unix:path=/nonexistent/bus");

        var refused = Assert.Throws<TpmUnavailableException>(() => TpmChip.Open("tabrmd:bus_type=system"));

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
    public void A_chip_is_found_again_after_it_came_back()
    {
        using var tpm = SoftwareTpm.Start();
        tpm.UseInThisProcess();
        TpmChip.Open(tpm.Tcti).Dispose();

        tpm.Restart();

        using var chip = TpmChip.Open(tpm.Tcti);
        Assert.Equal("IBM", chip.ReadProperties().Manufacturer);
    }

    // GLib keeps one connection to each kind of bus in a process. A failed start of the transport, or a resource manager
    // that goes away under it, leaks a reference to that connection: the process never connects to another bus of the
    // kind. So that is tried on the kind that no other test uses.
    private static void UseSystemBus(string address) =>
        NativeEnvironment.Set(new Dictionary<string, string> { ["DBUS_SYSTEM_BUS_ADDRESS"] = address });
}
