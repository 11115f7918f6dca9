using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Pkcs11;

/// <summary>When the new user PIN is kept: not before the token has taken the old one, and not after it may have the new one.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class PinChangeTests : IDisposable
{
    private readonly SoftHsmGround _ground = new();
    private readonly Pin _next = Pin.FromUtf8("another-pin-1234"u8);

    public PinChangeTests() => _ground.Initialise();

    public void Dispose()
    {
        _next.Dispose();
        _ground.Dispose();
    }

    [Fact]
    public void A_new_PIN_is_kept_before_the_token_is_given_it()
    {
        using Pin current = TokenGround.OpenPin();
        bool isKept = false;

        TokenPins.Change(_ground.Location, current, _next, () => isKept = true);

        Assert.True(isKept);
        TokenReader.Open(_ground.Location, _next).Dispose();
    }

    [Fact]
    public void Where_the_token_refuses_the_current_PIN_no_new_one_is_kept()
    {
        using Pin wrong = Pin.FromUtf8("wrong-wrong"u8);

        Assert.Throws<PinRefusedException>(() =>
            TokenPins.Change(_ground.Location, wrong, _next, () => Assert.Fail("nothing is in doubt"))
        );

        AssertUnchanged();
    }

    [Fact]
    public void A_new_PIN_that_cannot_be_kept_is_not_given_to_the_token()
    {
        using Pin current = TokenGround.OpenPin();

        Assert.Throws<IOException>(() =>
            TokenPins.Change(_ground.Location, current, _next, () => throw new IOException("the disk is full"))
        );

        AssertUnchanged();
    }

    private void AssertUnchanged()
    {
        using Pin current = TokenGround.OpenPin();
        TokenReader.Open(_ground.Location, current).Dispose();
    }
}
