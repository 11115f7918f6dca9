using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

public class NoActivationTests
{
    [Fact]
    public void Where_nobody_holds_the_credential_open_a_change_is_active_at_once()
    {
        var changed = new BootTime("a", TimeSpan.FromSeconds(7));

        Assert.Equal(changed, new NoActivation().ActiveSince(changed));
    }
}
