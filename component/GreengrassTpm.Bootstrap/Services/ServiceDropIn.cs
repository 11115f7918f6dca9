using System.Globalization;
using System.Text;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>The drop-in file that a nucleus' service gets (systemd.unit(5), systemd.exec(5), systemd.service(5)).</summary>
public static class ServiceDropIn
{
    private const string Device = "device:";
    private const string DefaultDevice = "/dev/tpm0";

    /// <summary>The file's text.</summary>
    /// <param name="store">The folder of the token.</param>
    /// <param name="tcti">How the TPM is reached.</param>
    public static string Build(string store, string tcti)
    {
        // "-": a recovery that fails never keeps the nucleus down; "+": with root's rights, whatever user the service runs as.
        string order = Waits(tcti) is string unit ? $"[Unit]\nWants={unit}\nAfter={unit}\n\n" : "";
        return $"""
            # written by greengrass-tpm-bootstrap provision, which writes it again when it is changed
            {order}[Service]
            Environment={UnitText.Quote($"TPM2_PKCS11_STORE={store}")}
            Environment={UnitText.Quote($"TPM2_PKCS11_TCTI={tcti}")}
            ExecStartPre=-+/usr/local/sbin/greengrass-tpm-bootstrap recover

            """;
    }

    /// <summary>The unit that a service has to wait for; null if the way to the TPM needs none.</summary>
    private static string? Waits(string tcti) =>
        tcti.StartsWith("tabrmd", StringComparison.Ordinal) ? "tpm2-abrmd.service"
        : tcti == "device" ? $"{EscapePath(DefaultDevice)}.device"
        : tcti.StartsWith(Device, StringComparison.Ordinal) ? $"{EscapePath(tcti[Device.Length..])}.device"
        : null;

    // As systemd-escape --path does it: slashes become dashes, and what is left \x….
    private static string EscapePath(string path)
    {
        StringBuilder escaped = new();
        foreach (byte letter in Encoding.UTF8.GetBytes(path.Trim('/')))
        {
            char character = (char)letter;
            if (character == '/')
            {
                _ = escaped.Append('-');
            }
            else if (char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or ':')
            {
                _ = escaped.Append(character);
            }
            else
            {
                _ = escaped.Append(CultureInfo.InvariantCulture, $"\\x{letter:x2}");
            }
        }

        return escaped.ToString();
    }
}
