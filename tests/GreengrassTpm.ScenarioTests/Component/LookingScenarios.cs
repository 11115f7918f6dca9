using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Component;

/// <summary>The commands that only look: on a device that has a credential, and on one that has nothing.</summary>
[Collection(ComponentTpm.Name)]
public sealed class LookingScenarios(SoftwareTpmFixture shared) : IDisposable
{
    private readonly Device _device = new(shared.Tpm);

    public void Dispose() => _device.Dispose();

    [Fact]
    public void Status_and_plan_change_nothing_and_use_no_pin()
    {
        _device.ProvisionWhole(shared.Authority);
        IReadOnlyDictionary<string, string> before = _device.Picture();
        IReadOnlyList<ReadObject> objects = _device.Objects();
        File.Move(_device.UserPinFile, _device.UserPinFile + ".aside");

        _ = ChildProcess.Run(_device.Component("status")).OrThrow();
        _ = ChildProcess.Run(_device.Component("plan")).OrThrow();

        File.Move(_device.UserPinFile + ".aside", _device.UserPinFile);
        Assert.Equal(before, _device.Picture());
        Assert.Equal(objects, _device.Objects());
    }

    [Fact]
    public void Plan_names_the_certificate_when_it_is_due_and_what_would_be_done()
    {
        _device.ProvisionWhole(shared.Authority);
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(
            new P11Tool(_device.Access()).ExportCertificate("greenkey")
        );

        ChildResult result = ChildProcess.Run(_device.Component("plan", "--output", "json", "--jitter-percent", "0"));

        using JsonDocument plan = JsonDocument.Parse(result.OrThrow().Output);
        JsonElement active = plan.RootElement.GetProperty("certificate");
        Assert.Equal("NotDue", plan.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(
            certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(),
            active.GetProperty("id").GetString()
        );
        Assert.Equal(
            active.GetProperty("notBefore").GetDateTimeOffset().AddDays(90),
            plan.RootElement.GetProperty("nextDue").GetDateTimeOffset()
        );
        Assert.Contains(
            plan.RootElement.GetProperty("steps").EnumerateArray(),
            step => step.GetString()!.Contains("greenkey.next", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Plan_by_a_short_age_says_that_a_rotation_is_due_now()
    {
        _device.ProvisionWhole(shared.Authority);

        ChildResult result = ChildProcess.Run(_device.Component("plan", "--max-key-age", "0s")).OrThrow();

        Assert.Contains("rotation: now: by the credential's age", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_without_anything_has_a_status_and_no_plan()
    {
        ChildResult status = ChildProcess.Run(_device.Component("status"));
        ChildResult plan = ChildProcess.Run(_device.Component("plan"));

        Assert.Equal(0, status.ExitCode);
        Assert.Contains("rotation: there has been none", status.Output, StringComparison.Ordinal);
        Assert.Equal(78, plan.ExitCode);
        Assert.Contains("hint: is --store the right folder?", plan.Error, StringComparison.Ordinal);
        Assert.Empty(_device.Picture());
    }
}
