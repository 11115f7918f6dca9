using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using Xunit;
using static GreengrassTpm.Tests.Credentials.ImaginedToken;

namespace GreengrassTpm.Tests.Credentials;

public class SwitchReadinessTests
{
    [Fact]
    public void A_token_with_both_credentials_in_their_places_is_ready() =>
        Assert.Null(ObstacleOn([.. Active, .. Staged]));

    [Fact]
    public void A_staged_object_that_is_gone_is_named() =>
        Assert.Contains("the staged Certificate", ObstacleOn([.. Active, .. Staged.Take(2)]), StringComparison.Ordinal);

    [Fact]
    public void An_active_credential_that_was_replaced_is_noticed()
    {
        var other = Active[2] with { Identity = new ObjectIdentity(TokenObjectClass.Certificate, "other") };

        Assert.Contains("is another one", ObstacleOn([.. Active.Take(2), other, .. Staged]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_that_is_there_twice_is_noticed()
    {
        var copy = Active[2] with { Label = "copy", Id = new byte[] { 9 } };

        Assert.Contains("twice", ObstacleOn([.. Active, .. Staged, copy]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_of_somebody_else_in_a_place_that_will_be_needed_is_noticed()
    {
        var foreign = new TokenObject(
            new ObjectIdentity(TokenObjectClass.PrivateKey, "foreign"),
            Label + RotationObjects.PreviousSuffix,
            new byte[] { 9 },
            default
        );

        Assert.Contains("in the way", ObstacleOn([.. Active, .. Staged, foreign]), StringComparison.Ordinal);
    }

    private static string? ObstacleOn(IEnumerable<TokenObject> objects) =>
        SwitchReadiness.Obstacle(In(RotationState.Proved), Holding(objects));
}
