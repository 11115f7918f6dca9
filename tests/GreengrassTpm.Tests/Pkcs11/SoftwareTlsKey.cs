using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Tests.Pkcs11;

/// <summary>A key in memory that signs the way a token does: finished digests, DigestInfos and padded blocks.</summary>
internal sealed class SoftwareTlsKey : IDisposable
{
    private readonly AsymmetricAlgorithm _key;

    public SoftwareTlsKey(string algorithm) =>
        _key = algorithm switch
        {
            "ec-p256" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            "ec-p384" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            "rsa-2048" => RSA.Create(2048),
            "rsa-3072" => RSA.Create(3072),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
        };

    /// <summary>What the token was asked for, in order.</summary>
    public List<TokenSignature> Asked { get; } = [];

    public PublicKey PublicKey => new(_key);

    public byte[] Sign(TokenSignature signature, ReadOnlySpan<byte> input)
    {
        lock (Asked)
        {
            Asked.Add(signature);
            return signature switch
            {
                TokenSignature.Ecdsa => ((ECDsa)_key).SignHash(input),
                TokenSignature.RsaPkcs1 => PrivateOperation(Pkcs1Block(input)),
                TokenSignature.RsaRaw => PrivateOperation(input),
                _ => throw new ArgumentOutOfRangeException(nameof(signature)),
            };
        }
    }

    public void Dispose() => _key.Dispose();

    /// <summary>EMSA-PKCS1-v1_5 (RFC 8017, 9.2) from the DigestInfo on.</summary>
    private byte[] Pkcs1Block(ReadOnlySpan<byte> digestInfo)
    {
        byte[] block = new byte[_key.KeySize / 8];
        block.AsSpan().Fill(0xFF);
        block[0] = 0;
        block[1] = 1;
        block[^(digestInfo.Length + 1)] = 0;
        digestInfo.CopyTo(block.AsSpan(block.Length - digestInfo.Length));
        return block;
    }

    /// <summary>RSASP1 by the Chinese remainder theorem (RFC 8017, 5.2.1).</summary>
    private byte[] PrivateOperation(ReadOnlySpan<byte> block)
    {
        RSAParameters key = ((RSA)_key).ExportParameters(includePrivateParameters: true);
        BigInteger p = Number(key.P);
        BigInteger q = Number(key.Q);
        BigInteger ofP = BigInteger.ModPow(Number(block), Number(key.DP), p);
        BigInteger ofQ = BigInteger.ModPow(Number(block), Number(key.DQ), q);
        BigInteger difference = (((ofP - ofQ) % p) + p) % p;
        BigInteger result = ofQ + (Number(key.InverseQ) * difference % p * q);
        byte[] bytes = result.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] signature = new byte[key.Modulus!.Length];
        bytes.CopyTo(signature, signature.Length - bytes.Length);
        return signature;
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
