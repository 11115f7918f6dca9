using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Pkcs11;

/// <summary>What is refused, whatever module the token is behind, and that nothing is changed then.</summary>
public abstract class TokenRefusalContract : IDisposable
{
    private static readonly byte[] Id = Credential.Id;
    private static readonly byte[] OtherId = Credential.OtherId;

    private readonly TestAuthority _authority = TestAuthority.Create();

    private protected TokenRefusalContract(TokenGround ground) => Ground = ground;

    private protected TokenGround Ground { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _authority.Dispose();
        Ground.Dispose();
    }

    [Fact]
    public void A_token_that_is_not_there_is_reported_with_those_that_are()
    {
        Ground.Initialise();

        var error = Assert.Throws<TokenNotFoundException>(() =>
            TokenReader.Open(Ground.Location with { TokenLabel = "no-such-token" }).Dispose()
        );

        Assert.Equal([TokenGround.Label], error.Labels);
    }

    [Fact]
    public void A_slot_that_holds_another_token_is_refused_with_that_tokens_label()
    {
        Ground.Initialise();
        Ground.MakeForeignToken("other", "user-other");
        ulong otherSlot = new Pkcs11Tool(Ground.Access with { TokenLabel = "other" }).FindSlot();

        var error = Assert.Throws<SlotMismatchException>(() =>
            TokenReader.Open(Ground.Location with { Slot = otherSlot }).Dispose()
        );

        Assert.Equal("other", error.FoundLabel);
    }

    [Fact]
    public void A_refused_PIN_is_typed_permanent_and_never_shown()
    {
        Ground.Initialise();
        using Pin wrong = Pin.FromUtf8("wrong-wrong"u8);

        var error = Assert.Throws<PinRefusedException>(() => TokenReader.Open(Ground.Location, wrong).Dispose());

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Equal(TokenUser.User, error.User);
        Assert.DoesNotContain("wrong-wrong", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_without_a_user_PIN_is_typed()
    {
        Ground.MakeForeignToken(TokenGround.Label, userPin: null);
        using Pin pin = TokenGround.OpenPin();

        Assert.Throws<PinNotInitialisedException>(() => TokenReader.Open(Ground.Location, pin).Dispose());
    }

    [Fact]
    public void An_interrupted_initialisation_is_finished_by_the_next_attempt()
    {
        Ground.MakeForeignToken(TokenGround.Label, userPin: null);

        Assert.Equal(TokenInitialisation.Finished, Ground.Initialise());

        Assert.Empty(Ground.ReadContents().Objects);
    }

    [Fact]
    public void An_interrupted_initialisation_is_not_finished_with_another_SO_PIN()
    {
        Ground.MakeForeignToken(TokenGround.Label, userPin: null, securityOfficerPin: "so-other-1234");

        var error = Assert.Throws<PinRefusedException>(() => Ground.Initialise());

        Assert.Equal(TokenUser.SecurityOfficer, error.User);
    }

    [Fact]
    public void A_label_that_another_token_has_is_taken()
    {
        Ground.MakeForeignToken(TokenGround.Label, userPin: "user-other");

        Assert.Throws<TokenLabelTakenException>(() => Ground.Initialise());
    }

    [Fact]
    public void A_slot_that_is_not_empty_takes_no_new_token()
    {
        Ground.Initialise();
        ulong slot = new Pkcs11Tool(Ground.Access).FindSlot();
        using Pin securityOfficer = Pin.Generate();
        using Pin user = Pin.Generate();

        Assert.Throws<NoEmptySlotException>(() =>
            TokenInitialiser.Initialise(
                Ground.Location with
                {
                    TokenLabel = "second",
                    Slot = slot,
                },
                securityOfficer,
                user
            )
        );
    }

    [Fact]
    public void A_label_in_use_by_another_key_is_not_given_again()
    {
        Ground.Initialise();
        TokenObject first = MakeKey("greenkey", Id);

        Assert.Throws<PlaceTakenException>(() => MakeKey("greenkey", OtherId));

        Assert.Equal(2, Ground.ReadContents().Objects.Count);
        Assert.NotNull(Ground.ReadContents().Find(first.Identity));
    }

    [Fact]
    public void An_id_in_use_by_another_key_is_not_given_again()
    {
        Ground.Initialise();
        MakeKey("greenkey", Id);

        Assert.Throws<PlaceTakenException>(() => MakeKey("greenkey.next", Id));
    }

    [Theory]
    [InlineData("one", "ffee")]
    [InlineData("free", "00112233445566778899aabbccddeeff")]
    public void An_object_is_not_moved_to_where_another_one_is(string label, string id)
    {
        Ground.Initialise();
        MakeKey("one", Id);
        TokenObject other = MakeKey("other", OtherId);

        Assert.Throws<PlaceTakenException>(() =>
            Ground.Write(token => token.Relabel(other.Identity, label, Convert.FromHexString(id)))
        );

        Assert.Equal("other", Ground.ReadContents().Find(other.Identity)!.Label);
    }

    [Fact]
    public void A_certificate_of_a_key_that_is_not_on_the_token_is_not_stored()
    {
        Ground.Initialise();
        MakeKey("greenkey", Id);

        var error = Assert.Throws<CertificateUnusableException>(() =>
            Ground.Write(token => token.StoreCertificate(_authority.Certificate.RawData, "greenkey", Id))
        );

        Assert.Contains("does not hold", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, Ground.ReadContents().Objects.Count);
    }

    [Fact]
    public void A_certificate_does_not_get_the_id_of_another_key()
    {
        Ground.Initialise();
        TokenObject one = MakeKey("one", Id);
        MakeKey("other", OtherId);

        Assert.Throws<CertificateUnusableException>(() =>
            Ground.Write(token => token.StoreCertificate(Credential.Certify(_authority, one), "one", OtherId))
        );
    }

    [Fact]
    public void A_second_certificate_does_not_get_a_label_in_use()
    {
        Ground.Initialise();
        TokenObject key = MakeKey("greenkey", Id);
        Ground.Write(token => token.StoreCertificate(Credential.Certify(_authority, key), "greenkey", Id));

        Assert.Throws<PlaceTakenException>(() =>
            Ground.Write(token => token.StoreCertificate(Credential.Certify(_authority, key), "greenkey", OtherId))
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(1024 * 1024)]
    public void Garbage_is_not_stored_as_certificate(int length)
    {
        Ground.Initialise();
        byte[] garbage = new byte[length];
        new Random(length).NextBytes(garbage);

        Assert.Throws<CertificateUnusableException>(() =>
            Ground.Write(token => token.StoreCertificate(garbage, "greenkey", Id))
        );
    }

    [Fact]
    public void A_certificate_with_something_after_it_is_not_stored()
    {
        Ground.Initialise();
        byte[] certificate = Credential.Certify(_authority, MakeKey("greenkey", Id));

        Assert.Throws<CertificateUnusableException>(() =>
            Ground.Write(token => token.StoreCertificate((byte[])[.. certificate, 0], "greenkey", Id))
        );
    }

    [Fact]
    public void What_is_not_there_cannot_be_destroyed()
    {
        Ground.Initialise();

        Assert.Throws<ObjectNotFoundException>(() =>
            Ground.Write(token => token.Destroy(ObjectIdentity.OfPrivateKey("no key"u8)))
        );
    }

    [Fact]
    public void A_certificate_that_is_there_twice_is_destroyed_by_its_id()
    {
        Ground.Initialise();
        byte[] der = Credential.Certify(_authority, MakeKey("greenkey", Id));
        ObjectIdentity certificate = Ground.Write(token =>
        {
            token.StoreCertificate(der, "greenkey.next", OtherId);
            return token.StoreCertificate(der, "greenkey", Id);
        });

        Assert.Throws<ObjectAmbiguousException>(() => Ground.Write(token => token.Destroy(certificate)));
        Ground.Write(token => token.Destroy(certificate, OtherId));

        Assert.Equal(Id, Ground.ReadContents().All(certificate).Single().Id.ToArray());
    }

    [Fact]
    public void A_module_that_is_open_in_this_process_is_not_opened_again()
    {
        Ground.Initialise();
        using var reader = TokenReader.Open(Ground.Location);

        Assert.Throws<ModuleInUseException>(() => TokenReader.Open(Ground.Location).Dispose());
        var error = Assert.Throws<ModuleInUseException>(() => Ground.Write(token => token.ReadContents()));

        Assert.Contains("a reader of token 'greengrass'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_the_caller_ends_the_sequence_and_the_next_one_starts_afresh()
    {
        Ground.Initialise();

        Assert.Throws<InvalidDataException>(() =>
            Ground.Write(token =>
            {
                token.GenerateKeyPair(KeyAlgorithm.EcP256, "greenkey", Id);
                throw new InvalidDataException();
            })
        );

        Assert.Equal(2, Ground.ReadContents().Objects.Count);
    }

    private TokenObject MakeKey(string label, byte[] id) =>
        Ground.Write(token => token.GenerateKeyPair(KeyAlgorithm.EcP256, label, id));
}
