using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>Rotations whose certificates come from elsewhere than AWS IoT's control plane.</summary>
[Collection(NucleusTpm.Name)]
public sealed class IssuerScenarios(SoftwareTpmFixture shared)
{
    [Fact]
    public async Task Fleet_provisioning_gives_a_new_certificate_also_to_a_component_that_is_killed_before_it_is_registered()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            prepare: (device, _) =>
                device.Configure(
                    JsonNode
                        .Parse(
                            """
                            {
                              "issuer": { "type": "fleet-provisioning", "template": "GreengrassTpmRotation" },
                              "accessControl": {
                                "aws.greengrass.ipc.mqttproxy": {
                                  "issuer": {
                                    "operations": ["aws.greengrass#PublishToIoTCore", "aws.greengrass#SubscribeToIoTCore"],
                                    "resources": [
                                      "$aws/certificates/create-from-csr/*", "$aws/provisioning-templates/*/provision/*"
                                    ]
                                  }
                                }
                              }
                            }
                            """
                        )!
                        .AsObject()
                )
        );
        await device.RequestAsync("fleet");
        await device.WaitForAsync(rotation => rotation.State >= RotationState.CertificateIssued, "a certificate");
        await device.KillComponentAsync();

        await device.AssertRotatedAsync();
        Assert.False(File.Exists(Path.Combine(device.Device.State, "ownership.json")));
        // The one that provisioning has asked for: the device itself needs no right to ask.
        Assert.Single(device.Cloud.Server.Calls, call => call.Operation == "CreateCertificateFromCsr");
        Assert.Single(device.Cloud.Server.Calls, call => call.Operation == "AttachPolicy");
    }

    [Fact]
    public async Task Who_watches_a_folder_gives_a_new_certificate()
    {
        string folder = "";
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            prepare: (device, greengrass) =>
            {
                folder = Directory.CreateDirectory(greengrass.Device.FileNamed("issuer")).FullName;
                device.Configure(
                    new JsonObject
                    {
                        ["issuer"] = new JsonObject { ["type"] = "directory", ["folder"] = folder },
                    }
                );
            }
        );
        await device.RequestAsync("folder");
        await device.WaitAsync(() => Directory.GetFiles(folder, "*.csr").Length == 1, "the request");

        string request = Directory.GetFiles(folder, "*.csr").Single();
        using X509Certificate2 certificate = await device.Cloud.IssueAsync(await File.ReadAllTextAsync(request));
        string answer = Path.ChangeExtension(request, ".pem");
        await File.WriteAllTextAsync(answer + ".new", certificate.ExportCertificatePem());
        File.Move(answer + ".new", answer);

        await device.AssertRotatedAsync();
    }
}
