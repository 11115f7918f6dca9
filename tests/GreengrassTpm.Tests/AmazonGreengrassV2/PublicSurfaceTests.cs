using Amazon.GreengrassV2;
using GreengrassTpm.Tests.AmazonIoT;
using Xunit;

namespace GreengrassTpm.Tests.AmazonGreengrassV2;

/// <summary>
/// The list holds the public members of AWSSDK.GreengrassV2 that this product may use, written from botocore's service
/// model (greengrassv2/2020-11-30/service-2.json) and the version 4 sources of the AWS SDK for .NET.
/// </summary>
public sealed class PublicSurfaceTests
{
    private static readonly HashSet<string> Listed =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "AmazonGreengrassV2", "public-surface.txt"))
            .Where(line => line is not ("" or ['#', ..])),
    ];

    private static readonly HashSet<string> Actual = [.. PublicSurface.Of(typeof(IAmazonGreengrassV2).Assembly)];

    [Fact]
    public void Every_listed_member_exists() => Assert.Empty(Listed.Except(Actual));

    [Fact]
    public void The_stand_in_has_no_public_member_of_its_own()
    {
        if (typeof(IAmazonGreengrassV2).Assembly.GetName().Name is "Amazon.GreengrassV2")
        {
            Assert.Empty(Actual.Except(Listed));
        }
    }
}
