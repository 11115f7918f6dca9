using GreengrassTpm.Bootstrap;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap.Services;

public sealed class ServiceDropInTests
{
    [Fact]
    public void It_names_the_token_s_store_and_the_chip_and_recovers_with_root_s_rights() =>
        Assert.Equal(
            """
            # written by greengrass-tpm-bootstrap provision, which writes it again when it is changed
            [Unit]
            Wants=tpm2-abrmd.service
            After=tpm2-abrmd.service

            [Service]
            Environment="TPM2_PKCS11_STORE=/var/lib/greengrass-tpm-store"
            Environment="TPM2_PKCS11_TCTI=tabrmd:"
            ExecStartPre=-+/usr/local/sbin/greengrass-tpm-bootstrap recover

            """,
            ServiceDropIn.Build("/var/lib/greengrass-tpm-store", "tabrmd:")
        );

    [Theory]
    [InlineData("device:/dev/tpmrm0", "After=dev-tpmrm0.device")]
    [InlineData("device", "After=dev-tpm0.device")]
    [InlineData("device:/dev/odd-name", "After=dev-odd\\x2dname.device")]
    [InlineData("tabrmd:bus_type=system", "After=tpm2-abrmd.service")]
    public void The_service_waits_for_the_way_to_the_chip(string tcti, string order) =>
        Assert.Contains($"\n{order}\n", ServiceDropIn.Build("/store", tcti), StringComparison.Ordinal);

    [Theory]
    [InlineData("/var/lib/greengrass-tpm-store", "device:/dev/tpmrm0")]
    [InlineData("""/my "100%" \ store""", "tabrmd:bus_type=system")]
    [InlineData("/store", "swtpm:host=127.0.0.1,port=2321")]
    public void Systemd_itself_finds_nothing_to_say_against_it(string store, string tcti)
    {
        using PrivateFolder folder = PrivateFolder.Create();
        string unit = folder.File("greengrass.service");
        File.WriteAllText(unit, "[Service]\nExecStart=/bin/true\n");
        File.WriteAllText(
            Path.Combine(folder.Folder("greengrass.service.d"), "10-greengrass-tpm.conf"),
            ServiceDropIn.Build(store, tcti)
        );

        ChildResult verdict = ChildProcess
            .Run(
                new Command("systemd-analyze", ["verify", unit]).With(
                    // The colon: beside the system's own units.
                    new Dictionary<string, string> { ["SYSTEMD_UNIT_PATH"] = folder.Path + ":" }
                )
            )
            .OrThrow();

        Assert.Equal("", verdict.Error);
    }

    [Fact]
    public void A_way_that_needs_no_unit_orders_nothing() =>
        Assert.DoesNotContain("[Unit]", ServiceDropIn.Build("/store", "swtpm:port=2321"), StringComparison.Ordinal);

    [Fact]
    public void What_systemd_would_read_in_another_way_is_escaped() =>
        Assert.Contains(
            """Environment="TPM2_PKCS11_STORE=/my \"100%%\" \\ store" """.TrimEnd(),
            ServiceDropIn.Build("""/my "100%" \ store""", "tabrmd"),
            StringComparison.Ordinal
        );
}
