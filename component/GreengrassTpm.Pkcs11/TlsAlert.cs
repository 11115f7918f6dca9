using System.Security.Cryptography;

namespace GreengrassTpm.Pkcs11;

/// <summary>A fatal alert that the other side sent.</summary>
/// <param name="Description">The number of RFC 8446, 6.</param>
public sealed record TlsAlert(int Description)
{
    // From <openssl/err.h> and <openssl/ssl.h>: ERR_LIB_SSL, and the reasons from SSL_AD_REASON_OFFSET on.
    private const int SslLibrary = 20;
    private const int AlertReasons = 1000;

    /// <summary>The alert's name in RFC 8446, 6, or its number.</summary>
    public string Name =>
        Description switch
        {
            0 => "close_notify",
            10 => "unexpected_message",
            20 => "bad_record_mac",
            40 => "handshake_failure",
            42 => "bad_certificate",
            43 => "unsupported_certificate",
            44 => "certificate_revoked",
            45 => "certificate_expired",
            46 => "certificate_unknown",
            47 => "illegal_parameter",
            48 => "unknown_ca",
            49 => "access_denied",
            50 => "decode_error",
            51 => "decrypt_error",
            70 => "protocol_version",
            71 => "insufficient_security",
            80 => "internal_error",
            112 => "unrecognized_name",
            116 => "certificate_required",
            120 => "no_application_protocol",
            _ => $"alert {Description}",
        };

    /// <summary>The alert behind an error of <see cref="System.Net.Security.SslStream"/>, or null.</summary>
    /// <remarks>
    /// .NET puts OpenSSL's error code into the HResult of the innermost error: library number in bits 23 to 30, reason
    /// below (ERR_GET_LIB(3)); an alert's reason is its number plus 1000.
    /// </remarks>
    public static TlsAlert? Behind(Exception error)
    {
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            int library = (e.HResult >> 23) & 0xFF;
            int reason = e.HResult & 0x7FFFFF;
            if (
                e is CryptographicException
                && library == SslLibrary
                && reason is >= AlertReasons and < AlertReasons + 256
            )
            {
                return new TlsAlert(reason - AlertReasons);
            }
        }

        return null;
    }
}
