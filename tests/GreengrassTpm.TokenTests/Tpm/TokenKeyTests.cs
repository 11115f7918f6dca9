using System.Security.Cryptography;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.TokenTests.Pkcs11;
using GreengrassTpm.Tpm;
using Xunit;

namespace GreengrassTpm.TokenTests.Tpm;

/// <summary>tpm2-pkcs11 and this library as two users of one chip in one process, through the resource manager.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class TokenKeyTests : IDisposable
{
    private const uint Srk = 0x81000001;

    private readonly Tpm2Ground _ground = new();

    public TokenKeyTests() => _ground.Initialise();

    [Theory]
    [InlineData(KeyAlgorithm.EcP256)]
    [InlineData(KeyAlgorithm.EcP384)]
    [InlineData(KeyAlgorithm.Rsa2048)]
    public void The_chip_vouches_for_a_token_key(KeyAlgorithm algorithm)
    {
        var key = _ground.Write(token => token.GenerateKeyPair(algorithm, "key", new byte[] { 1 }));
        var blobs = _ground.Read(reader => reader.ReadTpmBlobs(key.Identity))!;

        using var chip = TpmChip.Open(_ground.Location.Tcti);
        var loaded = chip.LoadAndReadPublic(Srk, blobs.PublicArea.Span, blobs.PrivateArea.Span);

        Assert.True(loaded.Public.IsBornAndKeptInChip);
        Assert.Equal(
            key.Identity.Digest,
            Convert.ToHexStringLower(SHA256.HashData(loaded.Public.ToSubjectPublicKeyInfo()!))
        );
    }

    [Fact]
    public void An_open_chip_and_an_open_module_do_not_disturb_each_other()
    {
        using var chip = TpmChip.Open(_ground.Location.Tcti);
        var key = _ground.Write(token => token.GenerateKeyPair(KeyAlgorithm.EcP256, "key", new byte[] { 1 }));
        Assert.Equal(Srk, Assert.Single(chip.ReadPersistentHandles()).Handle);

        _ground.Read(reader =>
        {
            var blobs = reader.ReadTpmBlobs(key.Identity)!;
            for (var i = 0; i < 5; i++)
            {
                Assert.NotEmpty(reader.Sign(key.Identity, TokenSignature.Ecdsa, new byte[32]));
                Assert.NotNull(chip.LoadAndReadPublic(Srk, blobs.PublicArea.Span, blobs.PrivateArea.Span));
            }

            return true;
        });

        Assert.Equal("IBM", chip.ReadProperties().Manufacturer);
    }

    public void Dispose() => _ground.Dispose();
}
