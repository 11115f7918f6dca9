using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using Xunit;
using static GreengrassTpm.Tests.Credentials.ImaginedToken;

namespace GreengrassTpm.Tests.Credentials;

public class SwitchPlanTests
{
    private static readonly TokenContents Both = Holding([.. Active, .. Staged]);

    [Fact]
    public void The_old_credential_leaves_before_the_new_one_comes() =>
        Assert.Equal(
            [
                (TokenObjectClass.PublicKey, "old-key"),
                (TokenObjectClass.Certificate, "old-certificate"),
                (TokenObjectClass.PrivateKey, "old-key"),
                (TokenObjectClass.PrivateKey, "new-key"),
                (TokenObjectClass.Certificate, "new-certificate"),
                (TokenObjectClass.PublicKey, "new-key"),
            ],
            SwitchPlan
                .Make(RotationOfAll, SwitchDirection.Forward, Both)
                .Writes.Select(write => (write.Identity.Class, write.Identity.Digest))
        );

    [Theory]
    [InlineData(SwitchDirection.Forward)]
    [InlineData(SwitchDirection.Back)]
    public void No_state_on_the_way_pairs_a_certificate_with_another_key(SwitchDirection direction)
    {
        var start = direction == SwitchDirection.Forward ? Both : Switched();

        foreach (var state in Through(RotationOfAll, direction, start))
        {
            var certificate = state.WithLabel(TokenObjectClass.Certificate, Label).SingleOrDefault();
            var key = state.WithLabel(TokenObjectClass.PrivateKey, Label).SingleOrDefault();
            if (certificate is not null)
            {
                Assert.Equal(certificate.Identity.Digest.Split('-')[0], key?.Identity.Digest.Split('-')[0]);
                Assert.Equal(certificate.IdHex, key?.IdHex);
            }
        }
    }

    [Theory]
    [InlineData(SwitchDirection.Forward)]
    [InlineData(SwitchDirection.Back)]
    public void In_every_state_on_the_way_label_and_id_are_unique_within_a_class(SwitchDirection direction)
    {
        var start = direction == SwitchDirection.Forward ? Both : Switched();

        Assert.All(
            Through(RotationOfAll, direction, start),
            state =>
            {
                Assert.Equal(6, state.Objects.DistinctBy(found => (found.Class, found.Label)).Count());
                Assert.Equal(6, state.Objects.DistinctBy(found => (found.Class, found.IdHex)).Count());
            }
        );
    }

    [Fact]
    public void The_new_credential_ends_under_the_active_label_with_the_id_that_the_old_one_had() =>
        Assert.All(
            Switched().Objects.Where(found => found.Identity.Digest.StartsWith("new", StringComparison.Ordinal)),
            found => Assert.Equal((Label, ActiveId), (found.Label, found.IdHex))
        );

    [Fact]
    public void From_every_state_on_the_way_the_remaining_writes_complete_the_switch()
    {
        foreach (var state in Through(RotationOfAll, SwitchDirection.Forward, Both))
        {
            Assert.Equal(Places(Switched()), Places(Through(RotationOfAll, SwitchDirection.Forward, state).Last()));
        }
    }

    [Fact]
    public void From_every_state_on_the_way_a_rollback_leads_back_to_the_beginning()
    {
        foreach (var state in Through(RotationOfAll, SwitchDirection.Forward, Both))
        {
            Assert.Equal(Places(Both), Places(Through(RotationOfAll, SwitchDirection.Back, state).Last()));
        }
    }

    [Fact]
    public void A_completed_switch_leaves_nothing_to_write() =>
        Assert.Empty(SwitchPlan.Make(RotationOfAll, SwitchDirection.Forward, Switched()).Writes);

    [Fact]
    public void A_certificate_only_rotation_never_touches_a_key() =>
        Assert.All(RotationOfCertificate, wanted => Assert.Equal(TokenObjectClass.Certificate, wanted.Class));

    [Fact]
    public void An_object_that_is_gone_is_named() =>
        Assert.Equal(
            "new-certificate",
            Assert
                .Single(
                    SwitchPlan
                        .Make(RotationOfAll, SwitchDirection.Forward, Holding([.. Active, .. Staged.Take(2)]))
                        .Missing
                )
                .Digest
        );

    private static TokenContents Switched() => Through(RotationOfAll, SwitchDirection.Forward, Both).Last();

    private static IEnumerable<(ObjectIdentity, string, string)> Places(TokenContents contents) =>
        contents.Objects.Select(found => (found.Identity, found.Label, found.IdHex));
}
