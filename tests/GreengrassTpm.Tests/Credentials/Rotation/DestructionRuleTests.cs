using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using Xunit;
using static GreengrassTpm.Tests.Credentials.ImaginedToken;

namespace GreengrassTpm.Tests.Credentials;

public class DestructionRuleTests
{
    private static readonly TokenContents Both = Holding([.. Active, .. Staged]);
    private static readonly TokenContents Switched = Through(RotationOfAll, SwitchDirection.Forward, Both).Last();

    [Fact]
    public void Before_the_switch_only_the_staged_objects_can_be_destroyed()
    {
        Assert.Equal(["new-certificate", "new-key", "new-key"], Remains(RotationRole.Staged, Both));
        Assert.Empty(Remains(RotationRole.Previous, Both));
    }

    [Fact]
    public void After_the_switch_only_the_previous_objects_can_be_destroyed()
    {
        Assert.Empty(Remains(RotationRole.Staged, Switched));
        Assert.Equal(["old-certificate", "old-key", "old-key"], Remains(RotationRole.Previous, Switched));
    }

    [Fact]
    public void Nothing_under_the_active_label_is_ever_on_the_list()
    {
        foreach (var contents in Through(RotationOfAll, SwitchDirection.Forward, Both))
        {
            foreach (var role in Enum.GetValues<RotationRole>())
            {
                Assert.DoesNotContain(
                    DestructionRule.Remains(In(RotationState.Retiring), role, contents),
                    found => found.Label == Label
                );
            }
        }
    }

    [Fact]
    public void The_public_key_goes_last_because_some_modules_recognise_the_private_one_by_it() =>
        Assert.Equal(
            [TokenObjectClass.Certificate, TokenObjectClass.PrivateKey, TokenObjectClass.PublicKey],
            DestructionRule
                .Remains(In(RotationState.Retiring), RotationRole.Previous, Switched)
                .Select(found => found.Class)
        );

    [Fact]
    public void A_copy_that_somebody_keeps_elsewhere_is_not_on_the_list()
    {
        var copy = Active[2] with { Label = "copy", Id = new byte[] { 9 } };

        Assert.Equal(3, Remains(RotationRole.Previous, Holding([.. Switched.Objects, copy])).Count());
    }

    [Fact]
    public void A_lone_public_key_with_the_chosen_id_is_ours_though_no_record_names_it()
    {
        var planned = In(RotationState.Planned) with
        {
            Objects = [.. RotationOfAll.Where(listed => listed.Role == RotationRole.Previous)],
        };

        Assert.Equal(
            Staged[1],
            Assert.Single(DestructionRule.Remains(planned, RotationRole.Staged, Holding([.. Active, Staged[1]])))
        );
    }

    [Fact]
    public void A_key_with_the_staged_label_and_another_id_is_somebody_else_s()
    {
        var foreign = Staged[1] with
        {
            Identity = new ObjectIdentity(TokenObjectClass.PublicKey, "foreign"),
            Id = new byte[] { 9 },
        };

        Assert.Empty(Remains(RotationRole.Staged, Holding([.. Active, foreign])));
    }

    private static IEnumerable<string> Remains(RotationRole role, TokenContents contents) =>
        DestructionRule.Remains(In(RotationState.Retiring), role, contents).Select(found => found.Identity.Digest);
}
