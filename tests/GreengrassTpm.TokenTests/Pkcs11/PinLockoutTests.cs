using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Pkcs11;

/// <summary>What a refused PIN costs on a TPM that allows three.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class PinLockoutTests : IDisposable
{
    private readonly Tpm2Ground _ground = new(new SoftwareTpmOptions { DefaultLockout = true });

    public PinLockoutTests() => _ground.Initialise();

    public void Dispose() => _ground.Dispose();

    [Fact]
    public void A_refused_PIN_is_never_tried_twice()
    {
        using Pin wrong = Pin.FromUtf8("wrong-wrong"u8);

        Assert.Throws<PinRefusedException>(() => TokenReader.Open(_ground.Location, wrong).Dispose());
        Assert.Throws<PinRefusedException>(() => TokenReader.Open(_ground.Location, wrong).Dispose());
        Assert.Throws<PinRefusedException>(() => TokenWriter.Write(_ground.Location, wrong, token => token.Token));

        Assert.Equal(1, _ground.Tpm.ReadLockoutCounter());
    }

    [Fact]
    public void A_refused_PIN_is_not_tried_again_by_whoever_remembers_it_until_another_is_taken()
    {
        string file = Path.Combine(_ground.Location.StoreFolder!, "refused-pin");
        TokenLocation location = _ground.Location with { RefusedPinFile = file };
        for (int process = 1; process <= 3; process++)
        {
            using Pin wrong = Pin.FromUtf8("wrong-wrong"u8);
            Assert.Throws<PinRefusedException>(() => TokenReader.Open(location, wrong).Dispose());
        }

        Assert.Equal(1, _ground.Tpm.ReadLockoutCounter());
        Assert.DoesNotContain("wrong", File.ReadAllText(file), StringComparison.Ordinal);
        using Pin right = TokenGround.OpenPin();
        TokenReader.Open(location, right).Dispose();
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void The_right_PIN_costs_nothing()
    {
        _ground.ReadContents();
        _ground.Write(token => token.GenerateKeyPair(KeyAlgorithm.EcP256, "greenkey", Credential.Id));

        Assert.Equal(0, _ground.Tpm.ReadLockoutCounter());
    }

    [Fact]
    public void An_interrupted_initialisation_is_recognised_without_a_count()
    {
        _ground.MakeForeignToken("unfinished", userPin: null);
        using Pin securityOfficer = Pin.FromUtf8("so-1234-5678"u8);
        using Pin user = Pin.Generate();

        TokenInitialiser.Initialise(_ground.Location with { TokenLabel = "unfinished" }, securityOfficer, user);

        Assert.Equal(0, _ground.Tpm.ReadLockoutCounter());
    }

    [Fact]
    public void A_TPM_in_lock_out_refuses_the_right_PIN_for_a_time()
    {
        foreach (string text in new[] { "wrong-1", "wrong-2", "wrong-3" })
        {
            using Pin wrong = Pin.FromUtf8(System.Text.Encoding.ASCII.GetBytes(text));
            Assert.ThrowsAny<TokenException>(() => TokenReader.Open(_ground.Location, wrong).Dispose());
        }

        var error = Assert.Throws<PinLockedException>(() => _ground.ReadContents());
        Assert.Equal(RetryClass.Retryable, error.Retry);

        _ground.Tpm.ClearLockout();
        Assert.Empty(_ground.ReadContents().Objects);
    }
}
