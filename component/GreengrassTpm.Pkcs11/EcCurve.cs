using System.Security.Cryptography;

namespace GreengrassTpm.Pkcs11;

/// <summary>A curve that a token's TLS key can be on.</summary>
/// <param name="Oid">Object identifier (RFC 5480, 2.1.1.1).</param>
/// <param name="OpenSslId">NID of openssl/obj_mac.h.</param>
/// <param name="Size">Length of the order, and of a coordinate, in bytes.</param>
internal sealed record EcCurve(string Oid, int OpenSslId, int Size)
{
    private static readonly EcCurve[] Known =
    [
        new("1.2.840.10045.3.1.7", OpenSslId: 415, Size: 32), // P-256
        new("1.3.132.0.34", OpenSslId: 715, Size: 48), // P-384
    ];

    /// <summary>The curve of a public key.</summary>
    /// <exception cref="NotSupportedException">It is another one.</exception>
    public static EcCurve Of(ECParameters publicKey) =>
        Known.FirstOrDefault(curve => curve.Oid == publicKey.Curve.Oid?.Value)
        ?? throw new NotSupportedException(
            $"A certificate with a key on the curve {publicKey.Curve.Oid?.FriendlyName ?? "without a name"} cannot be "
                + "used for TLS here: P-256 and P-384 can."
        );
}
