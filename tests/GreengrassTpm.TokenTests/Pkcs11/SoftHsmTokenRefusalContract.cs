using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Pkcs11;

[Collection(NativeEnvironmentCollection.Name)]
public sealed class SoftHsmTokenRefusalContract() : TokenRefusalContract(new SoftHsmGround())
{
    // tpm2-pkcs11 keeps labels unique.
    [Fact]
    public void Two_tokens_with_one_label_are_refused()
    {
        Ground.Initialise();
        Ground.MakeForeignToken(TokenGround.Label, userPin: null);

        var error = Assert.Throws<TokenAmbiguousException>(() => TokenReader.Open(Ground.Location).Dispose());

        Assert.Equal(2, error.Slots.Count);
    }
}
