using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

public class FleetJitterTests
{
    [Fact]
    public void The_place_of_a_thing_is_the_same_in_every_version() =>
        Assert.Equal(0.9004, FleetJitter.PlaceOf("thing-1"), precision: 4);

    [Fact]
    public void A_fleet_is_spread_evenly()
    {
        var perTenth = Enumerable
            .Range(0, 10_000)
            .GroupBy(n => (int)(FleetJitter.PlaceOf($"gateway-{n}") * 10))
            .Select(tenth => tenth.Count())
            .ToList();

        Assert.Equal(10, perTenth.Count);
        Assert.All(perTenth, count => Assert.InRange(count, 850, 1150));
    }
}
