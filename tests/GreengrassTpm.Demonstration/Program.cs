using GreengrassTpm.Demonstration;
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
stage.Close();
