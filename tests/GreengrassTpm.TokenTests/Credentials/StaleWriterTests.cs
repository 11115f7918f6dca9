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
    [InlineData(RotationState.RollingBack)]
    public Task A_program_with_an_old_picture_does_not_cost_the_device_its_credential(RotationState state) =>
        TouchAsync(state, 0);

    [Theory]
    [Trait("Category", "Kill")]
    [InlineData(RotationState.Proved)]
    [InlineData(RotationState.Switching)]
    [InlineData(RotationState.Switched)]
    [InlineData(RotationState.Confirmed)]
    [InlineData(RotationState.RollingBack)]
    public async Task Whichever_object_it_writes_back(RotationState state)
    {
        await TouchAsync(state, 1);
        await TouchAsync(state, 2);
    }

    private async Task TouchAsync(RotationState state, int row)
    {
        using (var stale = new OldPicture())
        {
            using var engine = await _ground.BeginAsync();
            _ground.Cloud.ShadowWorks = state != RotationState.RollingBack;
            await _ground.ReachAsync(engine, state);
            stale.Touch(RotationGround.Label, row);
        }

        _ground.Cloud.ShadowWorks = true;
        await _ground.FinishAsync();
        _ground.AssertActiveWorks();
        await _ground.RotateAsync();
        _ground.AssertOneWorkingCredential();
    }
}
