using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>Every kill between the calls of a rotation on SoftHSM2.</summary>
[Collection(NativeEnvironmentCollection.Name)]
[Trait("Category", "Kill")]
public sealed class SoftHsmEveryKill(ITestOutputHelper output) : KillMatrix(new SoftHsmGround(), output)
{
    [Theory]
    [InlineData("Rotate")]
    [InlineData("Certificate")]
    [InlineData("RollBack")]
    public void At_every_call_that_changes_the_token(string work) => TryCalls(Enum.Parse<RotationWork>(work));

    [Theory]
    [InlineData("Rotate")]
    [InlineData("RollBack")]
    public void At_every_change_of_the_journal(string work) => TryJournal(Enum.Parse<RotationWork>(work));
}
