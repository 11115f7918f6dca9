namespace GreengrassTpm.Tests.Tpm;

/// <summary>TPM2B_PUBLIC bytes of a software TPM, and what tpm2-tools and openssl said of them.</summary>
internal static class PublicAreaSamples
{
    /// <summary>A P-256 signing key: ECDSA with SHA-256 only.</summary>
    public const string SigningKey =
        "00580023000b00040072000000100018000b00030010002072fc4c9c77f1f4cb23614f6344fa095d153c500a63fb26892eeab1e8516c8e"
        + "c800204318c80849e6fb1a675177ee58d249f94846431a82691804c8022730dded6129";

    public const string SigningKeyName = "000bdff38dc6b44b63df8d8424675e34236e56ac816f1a838710fe2f2dcd1b25e3ee";

    public const string SigningKeyDigest = "d3acc217eadda2c6bc0b7cbc90984d839594940efb881d3364ce2cac17136477";

    /// <summary>An RSA-2048 endorsement key: a storage key with a policy.</summary>
    public const string EndorsementKey =
        "013a0001000b000300b20020837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa0006008000430010080000"
        + "0000000100ac6196edda5a31011ee2132dec785e366014ff47937b9641532bbf82768be214f4740eee51303d69ffcab0fb6ce359cc29db"
        + "2021a5c4e86bf5064e1513acab9919c5e43ea5c226ade1af22807f60786ced75693a0efb5a51c74856593697bd6e5957483ae6889f0391"
        + "60024de348c2115d77355da614c90b60cff671a576526aa0f04c288e3ef8dac7b130ac9b1c36ed094f036185e5bd7ef5919c762617c0db"
        + "d595610c42caa4390a88cacf2914a0f9713109b964e8bd7fed6f9394943144e7dc5058078f99268f3004a75e60553e050049a8dcdb447e"
        + "dfed21e0c13a91bd1d60e49068f47ea2a220e2b96981ca82ffd80d9bb43719e65318b0eb08b610dbbd";

    public const string EndorsementKeyName = "000bdf3c0ee48ef8558d300d332a6b44e18ec9dd221d501b6c7b445057514f9036b9";

    public const string EndorsementKeyDigest = "20c93e1aae7ed7c19d38d6a13bc72975816cb7cc39a1ea4aa802aceb87437a5e";

    /// <summary>An AES-128-CFB key.</summary>
    public const string CipherKey =
        "00320025000b0006007200000006008000430020da516e005ae5083908d05e9b34e232115f217c382fa71113655bedd245aa6275";

    /// <summary>An HMAC-SHA-256 key.</summary>
    public const string HmacKey =
        "00300008000b0004007200000005000b00202a48dcf4a872bce00c4414ba066e5e066d04c7cc89185a976ee9a4512d9ed291";

    /// <summary>Sealed data.</summary>
    public const string SealedData =
        "002e0008000b00000052000000100020dfb12c8973cb35c7ffc3a793571fe18a7bb549f769414f544fa4d1575c2c9f34";

    public static IReadOnlyList<string> All => [SigningKey, EndorsementKey, CipherKey, HmacKey, SealedData];
}
