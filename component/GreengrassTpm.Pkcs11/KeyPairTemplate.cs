using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.LowLevelAPI80;

namespace GreengrassTpm.Pkcs11;

/// <summary>What C_GenerateKeyPair is asked for: a signing key that can never leave the token.</summary>
internal sealed class KeyPairTemplate : IDisposable
{
    private static readonly byte[] P256 = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]; // RFC 5480, 2.1.1.1
    private static readonly byte[] P384 = [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22];
    private static readonly byte[] Exponent = [0x01, 0x00, 0x01];

    private readonly AttributeTemplate _publicKey = new();
    private readonly AttributeTemplate _privateKey = new();
    private readonly CKM _mechanism;

    private KeyPairTemplate(CKM mechanism) => _mechanism = mechanism;

    /// <summary>Makes the templates of both keys.</summary>
    public static KeyPairTemplate Create(KeyAlgorithm algorithm, string label, ReadOnlySpan<byte> id)
    {
        KeyPairTemplate template = algorithm switch
        {
            KeyAlgorithm.EcP256 => ForCurve(P256),
            KeyAlgorithm.EcP384 => ForCurve(P384),
            KeyAlgorithm.Rsa2048 => ForModulus(2048),
            KeyAlgorithm.Rsa3072 => ForModulus(3072),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "not a key algorithm"),
        };
        template.AddCommon(label, id);
        return template;
    }

    /// <summary>The call itself.</summary>
    public CKR Generate(Pkcs11Library library, ulong session)
    {
        var mechanism = new CK_MECHANISM { Mechanism = (ulong)_mechanism };
        ulong publicKey = 0;
        ulong privateKey = 0;
        return library.C_GenerateKeyPair(
            session,
            ref mechanism,
            _publicKey.Attributes,
            _publicKey.Count,
            _privateKey.Attributes,
            _privateKey.Count,
            ref publicKey,
            ref privateKey
        );
    }

    /// <summary>Frees the templates.</summary>
    public void Dispose()
    {
        _publicKey.Dispose();
        _privateKey.Dispose();
    }

    private static KeyPairTemplate ForCurve(ReadOnlySpan<byte> curve)
    {
        var template = new KeyPairTemplate(CKM.CKM_EC_KEY_PAIR_GEN);
        _ = template._publicKey.Add(CKA.CKA_EC_PARAMS, curve);
        return template;
    }

    // An RSA device key may also have to decrypt: AWS Secret Manager's component wraps its data keys by it.
    private static KeyPairTemplate ForModulus(ulong bits)
    {
        var template = new KeyPairTemplate(CKM.CKM_RSA_PKCS_KEY_PAIR_GEN);
        _ = template
            ._publicKey.Add(CKA.CKA_MODULUS_BITS, bits)
            .Add(CKA.CKA_PUBLIC_EXPONENT, Exponent)
            .Add(CKA.CKA_ENCRYPT, true);
        _ = template._privateKey.Add(CKA.CKA_DECRYPT, true);
        return template;
    }

    private void AddCommon(string label, ReadOnlySpan<byte> id)
    {
        _ = _publicKey
            .Add(CKA.CKA_TOKEN, true)
            .Add(CKA.CKA_PRIVATE, false)
            .Add(CKA.CKA_VERIFY, true)
            .Add(CKA.CKA_LABEL, label)
            .Add(CKA.CKA_ID, id);
        _ = _privateKey
            .Add(CKA.CKA_TOKEN, true)
            .Add(CKA.CKA_PRIVATE, true)
            .Add(CKA.CKA_SENSITIVE, true)
            .Add(CKA.CKA_EXTRACTABLE, false)
            .Add(CKA.CKA_SIGN, true)
            .Add(CKA.CKA_LABEL, label)
            .Add(CKA.CKA_ID, id);
    }
}
