using GreengrassTpm.Credentials;
using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>
/// Another program that has read tpm2-pkcs11's store before the switch writes a whole row back as it remembers it: an old
/// label comes back.
/// </summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class StaleWriterTests : IDisposable
{
    private readonly RotationGround _ground = new(new Tpm2Ground());

    public void Dispose() => _ground.Dispose();

    [Theory]
    [InlineData(RotationState.Proved)]
    [InlineData(RotationState.Switching)]
    [InlineData(RotationState.Switched)]
    [InlineData(RotationState.Confirmed)]
    public async Task A_program_with_an_old_picture_does_not_cost_the_device_its_credential(RotationState state)
    {
        using (var stale = new OldPicture())
        {
            using var engine = _ground.OpenEngine();
            await engine.BeginAsync(new RotationOrder("test"), CancellationToken.None);
            await _ground.ReachAsync(engine, state);
            stale.Touch(RotationGround.Label);
        }

        await _ground.FinishAsync();
        _ground.AssertActiveWorks();
        await _ground.RotateAsync();
        _ground.AssertOneWorkingCredential();
    }
}
