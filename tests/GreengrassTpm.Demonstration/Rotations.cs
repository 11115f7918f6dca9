using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;

namespace GreengrassTpm.Demonstration;

/// <summary>Rotations of a registered device, one after the other, each looked at by programs that are not ours.</summary>
/// <param name="device">The device.</param>
/// <param name="registered">The same device as the cloud knows it.</param>
/// <param name="cloud">The cloud.</param>
internal sealed class Rotations(Device device, RegisteredDevice registered, LocalCloudServer cloud)
{
    private const int ObjectsOfOneCredential = 3;

    /// <summary>A call of <c>rotate</c>: with nothing but the device's own credential, and without waiting for anything.</summary>
    /// <returns>The command.</returns>
    public Command Rotate() =>
        device
            .Component(
                "rotate",
                "--force",
                "--retire-after",
                "0s",
                "--credentials-endpoint",
                cloud.CredentialsEndpoint,
                "--data-endpoint",
                cloud.MqttEndpoint,
                "--root-ca",
                registered.AuthorityFile
            )
            .With(
                cloud
                    .Environment.Where(variable => variable.Key.StartsWith("AWS_ENDPOINT", StringComparison.Ordinal))
                    .ToDictionary()
            );

    /// <summary>Rotates several times in a row and checks after each that nothing of the old credential is left.</summary>
    /// <param name="times">How often.</param>
    /// <returns>The number of rotations.</returns>
    /// <exception cref="InvalidOperationException">Something is left, or the new credential is of no use.</exception>
    public int Rotate(int times)
    {
        string handles = device.PersistentHandles();
        for (int i = 1; i <= times; i++)
        {
            string before = TheOneCertificate();
            _ = ChildProcess.Run(Rotate()).OrThrow();
            string after = TheOneCertificate();
            int objects = new Pkcs11Tool(device.Token()).ListObjects().Count;
            Require(after != before, "the certificate was not replaced");
            Require(objects == ObjectsOfOneCredential, $"{objects} objects are on the token");
            Require(device.PersistentHandles() == handles, "the chip's persistent handles are not those of before");
            Stage.Print($"rotation {i}: {before[..8]}… gone, {after[..8]}… in use, {objects} objects on the token");
            _ = registered.ConnectByMqtt();
        }

        Stage.Print($"persistent handles as before: {handles.ReplaceLineEndings(" ")}");
        return times;
    }

    private string TheOneCertificate()
    {
        IReadOnlyList<IssuedCertificate> certificates = cloud.Snapshot().Certificates;
        Require(certificates.Count == 1, $"{certificates.Count} certificates are in the cloud");
        return certificates[0].Id;
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
