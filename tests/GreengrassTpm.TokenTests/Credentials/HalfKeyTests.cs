using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>
/// What a C_GenerateKeyPair that did not return has left is known by the CKA_ID, which was on record before, and removed. On
/// SoftHSM2 a private EC key without its public one does not even tell which key it is.
/// </summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class HalfKeyTests : IDisposable
{
    private readonly RotationGround _ground = new(new SoftHsmGround());

    public void Dispose() => _ground.Dispose();

    [Theory]
    [InlineData("pubkey")]
    [InlineData("privkey")]
    public async Task Half_a_key_pair_makes_room_for_a_whole_one(string lost)
    {
        await LeaveHalfAsync(lost);

        await _ground.FinishAsync();

        Assert.Equal(RotationState.Retired, _ground.Latest.State);
        AssertNothingElse();
    }

    [Theory]
    [InlineData("pubkey")]
    [InlineData("privkey")]
    public async Task Half_a_key_pair_of_a_rotation_that_was_abandoned_does_not_stand_in_the_way_of_the_next(
        string lost
    )
    {
        await LeaveHalfAsync(lost);
        _ground.Cloud.Before = call => Refuse(call);
        await _ground.FinishAsync();
        Assert.Equal(RotationState.Abandoned, _ground.Latest.State);
        _ground.Cloud.Before = null;
        AssertNothingElse();

        await _ground.RotateAsync();

        Assert.Equal(RotationState.Retired, _ground.Latest.State);
        AssertNothingElse();
    }

    [Fact]
    public async Task A_key_that_does_not_tell_what_it_is_and_has_another_id_is_foreign_and_stays()
    {
        _ground.MakeForeign(RotationGround.Label + RotationObjects.StagedSuffix);
        Delete("pubkey");

        var step = await _ground.RotateAsync();

        Assert.Equal(RotationProgress.Blocked, step.Progress);
        Assert.Single(_ground.Token.ReadContents().Unrecognised);
    }

    /// <summary>Plans a rotation and makes a key pair under its id, of which one half is lost.</summary>
    private async Task LeaveHalfAsync(string lost)
    {
        using (var engine = _ground.OpenEngine())
        {
            await engine.BeginAsync(new RotationOrder("test"), CancellationToken.None);
        }

        var id = Convert.FromHexString(_ground.Unfinished!.StagedId);
        _ground.Token.Write(token =>
            token.GenerateKeyPair(KeyAlgorithm.EcP256, RotationGround.Label + RotationObjects.StagedSuffix, id)
        );
        Delete(lost);
    }

    private void Delete(string type) =>
        new Pkcs11Tool(_ground.Token.Access).Delete(type, RotationGround.Label + RotationObjects.StagedSuffix);

    private void AssertNothingElse()
    {
        _ground.AssertOneWorkingCredential();
        Assert.Empty(_ground.Token.ReadContents().Unrecognised);
    }

    private static void Refuse(string call)
    {
        if (call == "prove")
        {
            throw new RotationPortException("refused", RetryClass.Permanent);
        }
    }
}
