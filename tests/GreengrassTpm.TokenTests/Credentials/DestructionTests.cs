using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>The two guards that hold whatever a journal says.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class DestructionTests : IDisposable
{
    private readonly RotationGround _ground = new(new SoftHsmGround());

    public void Dispose() => _ground.Dispose();

    [Fact]
    public async Task The_key_of_a_credential_that_a_rollback_would_restore_is_kept()
    {
        var rotation = await ReachAsync(RotationState.Switched, RotationMode.KeyAndCertificate);
        var contents = _ground.Token.ReadContents();
        var previous = Find(contents, rotation, RotationRole.Previous);

        // As if a list named the previous key as one that was staged.
        Assert.Throws<DestructionRefusedException>(() => Require(rotation, RotationRole.Staged, contents, previous));
    }

    [Fact]
    public async Task The_key_of_the_active_certificate_is_kept()
    {
        var rotation = await ReachAsync(RotationState.Confirmed, RotationMode.CertificateOnly);
        var contents = _ground.Token.ReadContents();
        var key = contents.Objects.Single(found => found.Class == TokenObjectClass.PrivateKey);

        Assert.Throws<DestructionRefusedException>(() => Require(rotation, RotationRole.Previous, contents, key));
    }

    [Fact]
    public async Task Without_a_whole_credential_under_the_label_nothing_is_destroyed()
    {
        var rotation = await ReachAsync(RotationState.Confirmed, RotationMode.KeyAndCertificate);
        _ground.Token.Write(token => token.Destroy(rotation.CertificateOf(RotationRole.Staged)));
        var contents = _ground.Token.ReadContents();
        var previous = Find(contents, rotation, RotationRole.Previous);

        Assert.Throws<CredentialUnusableException>(() => Require(rotation, RotationRole.Previous, contents, previous));
    }

    [Fact]
    public async Task The_previous_key_may_go_after_the_confirmation()
    {
        var rotation = await ReachAsync(RotationState.Confirmed, RotationMode.KeyAndCertificate);
        var contents = _ground.Token.ReadContents();

        Require(rotation, RotationRole.Previous, contents, Find(contents, rotation, RotationRole.Previous));
    }

    private async Task<Rotation> ReachAsync(RotationState state, RotationMode mode)
    {
        using var engine = _ground.OpenEngine();
        await engine.BeginAsync(new RotationOrder("test", mode), CancellationToken.None);
        await _ground.ReachAsync(engine, state);
        return _ground.Latest;
    }

    private static TokenObject Find(TokenContents contents, Rotation rotation, RotationRole role) =>
        contents.Find(
            rotation
                .Objects.Single(listed => listed.Role == role && listed.Class == TokenObjectClass.PrivateKey)
                .Identity
        )!;

    private static void Require(Rotation rotation, RotationRole role, TokenContents contents, TokenObject doomed) =>
        DestructionRule.RequireUnneeded(TokenGround.Label, rotation, role, contents, doomed);
}
