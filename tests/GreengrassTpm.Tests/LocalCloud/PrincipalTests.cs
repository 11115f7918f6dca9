using Amazon.IoT;
using Amazon.IoT.Model;
using Xunit;

namespace GreengrassTpm.Tests.LocalCloud;

public sealed class PrincipalTests : LocalCloudTest
{
    [Fact]
    public async Task An_attached_certificate_is_listed_from_both_sides()
    {
        using var device = await NewDeviceAsync("pump");

        Assert.Equal([device.CertificateArn], (await Client.ListThingPrincipalsAsync("pump")).Principals);
        Assert.Equal(["pump"], (await Client.ListPrincipalThingsAsync(device.CertificateArn)).Things);
    }

    [Theory]
    [InlineData(null, "NON_EXCLUSIVE_THING")]
    [InlineData("EXCLUSIVE_THING", "EXCLUSIVE_THING")]
    public async Task The_second_version_of_the_list_tells_the_type(string? asked, string listed)
    {
        using var device = await NewDeviceAsync("pump");
        await Client.DetachThingPrincipalAsync("pump", device.CertificateArn);
        await AttachAsync("pump", device, asked);

        var page = await Client.ListThingPrincipalsV2Async(new ListThingPrincipalsV2Request { ThingName = "pump" });

        var principal = Assert.Single(page.ThingPrincipalObjects);
        Assert.Equal(device.CertificateArn, principal.Principal);
        Assert.Equal(listed, principal.ThingPrincipalType.Value);
    }

    [Fact]
    public async Task The_second_version_of_the_list_can_be_limited_to_a_type()
    {
        using var device = await NewDeviceAsync("pump");

        var page = await Client.ListThingPrincipalsV2Async(
            new ListThingPrincipalsV2Request
            {
                ThingName = "pump",
                ThingPrincipalType = ThingPrincipalType.EXCLUSIVE_THING,
            }
        );

        Assert.Empty(page.ThingPrincipalObjects);
    }

    [Fact]
    public async Task A_certificate_may_serve_several_things()
    {
        using var device = await NewDeviceAsync("pump");
        await NewThingAsync("valve");

        await AttachAsync("valve", device, null);

        Assert.Equal(["pump", "valve"], (await Client.ListPrincipalThingsAsync(device.CertificateArn)).Things);
    }

    [Fact]
    public async Task An_exclusive_certificate_serves_no_other_thing()
    {
        using var device = await NewDeviceAsync("pump");
        await Client.DetachThingPrincipalAsync("pump", device.CertificateArn);
        await AttachAsync("pump", device, "EXCLUSIVE_THING");
        await NewThingAsync("valve");

        await Assert.ThrowsAsync<InvalidRequestException>(() => AttachAsync("valve", device, null));
    }

    [Fact]
    public async Task A_certificate_that_serves_a_thing_cannot_become_exclusive_to_another()
    {
        using var device = await NewDeviceAsync("pump");
        await NewThingAsync("valve");

        await Assert.ThrowsAsync<InvalidRequestException>(() => AttachAsync("valve", device, "EXCLUSIVE_THING"));
    }

    [Fact]
    public async Task A_thing_may_have_two_exclusive_certificates()
    {
        using var old = await NewDeviceAsync("pump");
        using var next = await NewDeviceAsync("pump");
        foreach (var device in new[] { old, next })
        {
            await Client.DetachThingPrincipalAsync("pump", device.CertificateArn);
            await AttachAsync("pump", device, "EXCLUSIVE_THING");
        }

        Assert.Equal(2, (await Client.ListThingPrincipalsAsync("pump")).Principals.Count);
    }

    [Fact]
    public async Task A_certificate_that_is_not_attached_cannot_be_detached()
    {
        using var device = await NewDeviceAsync("pump");
        await Client.DetachThingPrincipalAsync("pump", device.CertificateArn);

        await Assert.ThrowsAsync<ResourceNotFoundException>(() =>
            Client.DetachThingPrincipalAsync("pump", device.CertificateArn)
        );
    }

    [Fact]
    public async Task Principals_are_listed_over_all_pages()
    {
        using var first = await NewDeviceAsync("pump");
        using var second = await NewDeviceAsync("pump");
        using var third = await NewDeviceAsync("pump");
        var request = new ListThingPrincipalsRequest { ThingName = "pump", MaxResults = 2 };

        var listed = new List<string>();
        await foreach (var principal in Client.Paginators.ListThingPrincipals(request).Principals)
        {
            listed.Add(principal);
        }

        Assert.Equal([first.CertificateArn, second.CertificateArn, third.CertificateArn], listed);
    }

    private Task<CreateThingResponse> NewThingAsync(string name) =>
        Client.CreateThingAsync(new CreateThingRequest { ThingName = name });

    private Task<AttachThingPrincipalResponse> AttachAsync(string thing, TestDevice device, string? type) =>
        Client.AttachThingPrincipalAsync(
            new AttachThingPrincipalRequest
            {
                ThingName = thing,
                Principal = device.CertificateArn,
                ThingPrincipalType = type,
            }
        );
}
