using GreengrassTpm.Tpm;
using Xunit;

namespace GreengrassTpm.Tests.Tpm;

public sealed class TctiStringTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("device", "device", "")]
    [InlineData("device:/dev/tpmrm0", "device", "/dev/tpmrm0")]
    [InlineData("tabrmd:bus_type=session", "tabrmd", "bus_type=session")]
    [InlineData("swtpm:host=127.0.0.1,port=2321", "swtpm", "host=127.0.0.1,port=2321")]
    [InlineData("libtss2-tcti-device.so.0:/dev/tpm0", "device", "/dev/tpm0")]
    [InlineData("mssim:path=/a:b", "mssim", "path=/a:b")]
    public void Transport_and_configuration_are_told_apart(string tcti, string transport, string configuration)
    {
        Assert.Equal(new TctiString(transport, configuration), TctiString.Parse(tcti));
    }
}
