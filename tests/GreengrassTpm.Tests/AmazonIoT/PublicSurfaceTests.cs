using Amazon.IoT;
using Xunit;

namespace GreengrassTpm.Tests.AmazonIoT;

/// <summary>
/// The list holds the public members of AWSSDK.IoT that this product may use. It was written by hand from botocore's
/// service model of AWS IoT (iot/2015-05-28/service-2.json) and the version 4 API reference of the AWS SDK for .NET.
/// </summary>
public sealed class PublicSurfaceTests
{
    private static readonly HashSet<string> Listed =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "AmazonIoT", "public-surface.txt"))
            .Where(line => line is not ("" or ['#', ..])),
    ];

    private static readonly HashSet<string> Actual = [.. PublicSurface.Of(typeof(IAmazonIoT).Assembly)];

    [Fact]
    public void Every_listed_member_exists() => Assert.Empty(Listed.Except(Actual));

    [Fact]
    public void The_stand_in_has_no_public_member_of_its_own()
    {
        if (typeof(IAmazonIoT).Assembly.GetName().Name is "Amazon.IoT")
        {
            Assert.Empty(Actual.Except(Listed));
        }
    }
}
