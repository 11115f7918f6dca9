using GreengrassTpm.Demonstration;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;

Stage stage = new();
using SoftwareTpm tpm = stage.Show(
    "Power on a software TPM 2.0, empty, behind a resource manager",
    () => SoftwareTpm.Start()
);
using TestAuthority authority = TestAuthority.Create("Demonstration CA");
using PrivateFolder folder = PrivateFolder.Create();

Device device = new(tpm, folder);
string request = stage.Show(
    "The device makes a token, PINs and a key that cannot leave the chip, and asks for a certificate",
    () => device.RequestCertificate()
);
string certificate = stage.Show("The authority signs the request", () => device.Sign(request, authority));
stage.Show(
    "The device checks the certificate, stores it beside its key, and writes the nucleus' configuration",
    device.Provision("--certificate", certificate)
);
stage.Show("Once more: everything is there, nothing is changed", device.Provision("--certificate", certificate));
stage.Show("Which persistent handles of the chip are in use", device.Bootstrap("handles"));

Readers readers = new(device.Token());
stage.Show("pkcs11-tool, p11tool and openssl read the token", () => readers.Read(authority));

using Mosquitto broker = stage.Show(
    "Start mosquitto, which lets in only clients with a certificate of this authority",
    () => Mosquitto.Start(authority)
);
stage.Show(
    "Java reads the token as the classic nucleus does, and speaks TLS 1.2 with the broker",
    () => readers.ReadAsNucleus(broker)
);
string server = $"localhost:{broker.Port}";
stage.Show(
    "The published executable speaks mutual TLS 1.2 with the broker",
    device.Bootstrap("connect", server, "--ca", broker.AuthorityFile)
);
stage.Show("… and TLS 1.3", device.Bootstrap("connect", server, "--ca", broker.AuthorityFile, "--tls", "1.3"));

using PrivateFolder registeredFolder = PrivateFolder.Create();
await using LocalCloudServer cloud = await LocalCloudServer.StartAsync();
cloud.AddRoleAlias(RegisteredDevice.RoleAlias, "TokenExchangeRole", [TokenExchangeRole.PolicyFor(cloud.Account)]);
Device second = new(tpm, registeredFolder);
RegisteredDevice registered = new(second, cloud, registeredFolder, "gateway-8");
stage.Show(
    "A second device, with AWS IoT (a local one): one command, from an empty token to a registered thing",
    registered.Provision()
);
stage.Show("Once more: nothing is changed, on the device or in the cloud", registered.Provision());
stage.Show("What the cloud holds of it", registered.ShowRegistry);
stage.Show("The new credential is let in by the credentials endpoint", registered.Connect(cloud.CredentialsEndpoint));
stage.Show("… and by the message broker, over MQTT beside the nucleus", registered.ConnectByMqttBesideNucleus());
stage.Show("Java connects to the message broker by MQTT, as the classic nucleus does", registered.ConnectByMqtt);

Rotations rotations = new(second, registered, cloud);
stage.Show("What a rotation would do, and when one is due", second.Component("plan"));
stage.Show("A rotation: a new key, a new certificate, and the old ones gone", rotations.Rotate());
stage.Show("Ten more in a row, each seen by Java and the cloud", () => rotations.Rotate(times: 10));
stage.Show("What the journal says", second.Component("status"));

using PrivateFolder thirdFolder = PrivateFolder.Create();
Device third = new(tpm, thirdFolder);
stage.Show(
    "A third device is provisioned, for Greengrass",
    new RegisteredDevice(third, cloud, thirdFolder, "gateway-9").Provision()
);
await using ComponentStory story = new(third, cloud, thirdFolder, "gateway-9");
string before = await stage.ShowAsync(
    "The classic nucleus starts with this credential (a stand-in for it), and runs the component",
    story.StartAsync
);
string after = await stage.ShowAsync(
    "A deployment asks for a rotation: the component rotates, and has the nucleus take up the new credential",
    () => story.RotateAsync(before)
);
await stage.ShowAsync(
    "What the device has done in AWS IoT with no rights but its own, and what it reports",
    () => story.ShowReportAsync(before, after)
);
stage.Show("What the component has said meanwhile", story.ShowLog);
stage.Close();
