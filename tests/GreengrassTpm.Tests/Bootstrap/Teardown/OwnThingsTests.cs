using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Bootstrap;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap.Teardown;

/// <summary>What a teardown takes for this device's own.</summary>
public sealed class OwnThingsTests
{
    private const string KeyId = "0a0a";
    private const string StagedId = "0b0b";
    private const string PreviousId = "0c0c";

    private static readonly ProvisioningRecord Record = new()
    {
        ThingName = "gateway-7",
        Began = DateTimeOffset.UnixEpoch,
        Store = new RecordedStore("/store", Created: true),
        Key = new RecordedKey("greenkey", KeyId, "ec-p256", "keydigest"),
        Certificate = new RecordedCertificate("first"),
    };

    [Theory]
    [InlineData(KeyId)]
    [InlineData(StagedId)]
    [InlineData(PreviousId)]
    public void An_object_with_an_id_that_was_drawn_is_ours_whatever_its_label(string id)
    {
        OwnObjects ours = new(Record, [Rotation()]);
        TokenObject item = Item(TokenObjectClass.PrivateKey, "renamed", id);

        Assert.Equal([item], ours.In(new TokenContents([item], [])));
    }

    [Theory]
    [InlineData("0d0d")]
    [InlineData("")]
    public void An_object_with_our_label_and_another_id_is_not_ours(string id)
    {
        OwnObjects ours = new(Record, [Rotation() with { StagedId = "" }]);
        TokenContents contents = new([Item(TokenObjectClass.PrivateKey, "greenkey", id)], []);

        Assert.Empty(ours.In(contents));
        Assert.True(ours.AreMixed(contents));
    }

    [Fact]
    public void An_object_of_another_class_is_somebody_else_s()
    {
        TokenContents contents = new([Item(TokenObjectClass.PrivateKey, "greenkey", KeyId)], []);

        Assert.False(new OwnObjects(Record, []).AreMixed(contents));
        Assert.True(new OwnObjects(Record, []).AreMixed(contents with { Others = 1 }));
    }

    [Fact]
    public void What_was_adopted_is_not_ours_though_a_rotation_lists_its_id()
    {
        ProvisioningRecord adopted = Record with { Token = new RecordedToken("/module", "token", [], Adopted: true) };
        TokenObject theirs = Item(TokenObjectClass.PrivateKey, "greenkey", KeyId) with
        {
            Identity = new ObjectIdentity(TokenObjectClass.PrivateKey, "keydigest"),
        };
        TokenObject rotated = Item(TokenObjectClass.PrivateKey, "greenkey", PreviousId);
        TokenContents contents = new([theirs, rotated], []);

        Assert.Equal([rotated], new OwnObjects(adopted, [Rotation()]).In(contents));
        Assert.False(new OwnObjects(adopted, []).CanBe);
        Assert.Equal([theirs, rotated], new OwnObjects(adopted, [Rotation()], adoptedToo: true).In(contents));
        Assert.DoesNotContain("first", OwnCertificates.Ids(adopted, [], []));
        Assert.Contains("first", OwnCertificates.Ids(adopted, [], [], adoptedToo: true));
    }

    [Fact]
    public void The_public_key_is_the_last_to_be_destroyed()
    {
        OwnObjects ours = new(Record, []);

        Assert.Equal(
            [TokenObjectClass.Certificate, TokenObjectClass.PrivateKey, TokenObjectClass.PublicKey],
            ours.In(
                    new TokenContents(
                        [
                            Item(TokenObjectClass.PublicKey, "greenkey", KeyId),
                            Item(TokenObjectClass.PrivateKey, "greenkey", KeyId),
                            Item(TokenObjectClass.Certificate, "greenkey", KeyId),
                        ],
                        []
                    )
                )
                .Select(item => item.Class)
        );
    }

    [Fact]
    public void The_certificates_are_those_of_record_rotations_and_token()
    {
        string pem = Pem(out string id);

        Assert.Equal(
            ["first", id, "digest-Certificate"],
            OwnCertificates.Ids(
                Record,
                [Rotation() with { CertificatePem = pem }],
                [
                    Item(TokenObjectClass.Certificate, "greenkey", KeyId),
                    Item(TokenObjectClass.PublicKey, "greenkey", KeyId),
                ]
            )
        );
    }

    [Theory]
    [InlineData(1, true, false, false)]
    [InlineData(1, false, false, true)]
    [InlineData(2, true, false, true)]
    [InlineData(2, true, true, false)]
    public void A_key_is_in_doubt_where_a_request_was_sent_whose_certificate_is_not_known(
        int sent,
        bool isKnown,
        bool isSettled,
        bool isInDoubt
    )
    {
        ProvisioningRecord record = Record with
        {
            Cloud = new RecordedCloud
            {
                AccountId = "1",
                Region = "eu-central-1",
                RoleAlias = "alias",
                CertificateId = isKnown ? "first" : null,
                Request = new RecordedCertificateRequest(null, sent, isSettled),
            },
        };

        Assert.Equal(isInDoubt ? ["keydigest"] : [], OwnCertificates.KeysInDoubt(record, []));
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1, false, true)]
    [InlineData(1, true, false)]
    [InlineData(2, true, true)]
    public void A_rotation_s_key_is_in_doubt_by_the_same_rule(int requests, bool isKnown, bool isInDoubt)
    {
        Rotation rotation = Rotation() with { Requests = requests, CertificatePem = isKnown ? Pem(out _) : null };

        Assert.Equal(isInDoubt ? ["stagedkey"] : [], OwnCertificates.KeysInDoubt(Record, [rotation]));
    }

    private static Rotation Rotation() =>
        new()
        {
            Name = "r",
            State = RotationState.Switched,
            Began = DateTimeOffset.UnixEpoch,
            Reached = DateTimeOffset.UnixEpoch,
            Latest = new JournalRecord
            {
                Rotation = "r",
                State = RotationState.Switched,
                Time = DateTimeOffset.UnixEpoch,
            },
            StagedId = StagedId,
            Objects =
            [
                new(
                    RotationRole.Staged,
                    TokenObjectClass.PublicKey,
                    "stagedkey",
                    new TokenPlace("greenkey.next", StagedId),
                    new TokenPlace("greenkey", KeyId)
                ),
                new(
                    RotationRole.Previous,
                    TokenObjectClass.PublicKey,
                    "keydigest",
                    new TokenPlace("greenkey", KeyId),
                    new TokenPlace("greenkey.previous", PreviousId)
                ),
            ],
        };

    private static TokenObject Item(TokenObjectClass kind, string label, string id) =>
        new(new ObjectIdentity(kind, $"digest-{kind}"), label, Convert.FromHexString(id), ReadOnlyMemory<byte>.Empty);

    private static string Pem(out string id)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest(
            "CN=x",
            key,
            HashAlgorithmName.SHA256
        ).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        id = Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
        return certificate.ExportCertificatePem();
    }
}
