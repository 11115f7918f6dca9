using System.Numerics;
using System.Security.Cryptography;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.FakeNucleus;

/// <summary>A private key in a PEM file, EC or RSA, which signs as a token does.</summary>
internal sealed class FileKey : IDisposable
{
    private readonly ECDsa? _ec;
    private readonly RSAParameters _rsa;

    private FileKey(string pem)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            _rsa = rsa.ExportParameters(includePrivateParameters: true);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            _ec = ECDsa.Create();
            _ec.ImportFromPem(pem);
        }
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="CryptographicException">The file holds no such key.</exception>
    /// <exception cref="ArgumentException">The file holds no PEM.</exception>
    public static FileKey Read(string path) => new(File.ReadAllText(path));

    /// <inheritdoc cref="SignOnToken"/>
    public byte[] Sign(TokenSignature signature, ReadOnlySpan<byte> input) =>
        signature switch
        {
            TokenSignature.Ecdsa => _ec!.SignHash(input.ToArray()),
            TokenSignature.RsaPkcs1 => Raise(Padded(input)),
            _ => Raise(input),
        };

    public void Dispose() => _ec?.Dispose();

    /// <summary>The padding of PKCS#1 v1.5 for a signature (RFC 8017, 9.2).</summary>
    private byte[] Padded(ReadOnlySpan<byte> digestInfo)
    {
        byte[] block = new byte[_rsa.Modulus!.Length];
        block.AsSpan(2, block.Length - digestInfo.Length - 3).Fill(0xFF);
        block[1] = 1;
        digestInfo.CopyTo(block.AsSpan(block.Length - digestInfo.Length));
        return block;
    }

    private byte[] Raise(ReadOnlySpan<byte> block)
    {
        byte[] result = new byte[_rsa.Modulus!.Length];
        byte[] signature = BigInteger
            .ModPow(Number(block), Number(_rsa.D), Number(_rsa.Modulus))
            .ToByteArray(isUnsigned: true, isBigEndian: true);
        signature.CopyTo(result, result.Length - signature.Length);
        return result;
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
