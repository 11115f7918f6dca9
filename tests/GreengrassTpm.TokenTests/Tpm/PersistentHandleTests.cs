using System.Security.Cryptography;
using GreengrassTpm.Testing;
using GreengrassTpm.Tpm;
using Xunit;

namespace GreengrassTpm.TokenTests.Tpm;

public sealed class PersistentHandleTests : IDisposable
{
    private const uint Srk = 0x81000001;

    private readonly RawChip _raw = new();

    [Fact]
    public void A_new_chip_has_no_persistent_objects()
    {
        using var chip = _raw.Open();

        Assert.Empty(chip.ReadPersistentHandles());
    }

    [Fact]
    public void The_handles_are_those_that_tpm2_getcap_lists()
    {
        _raw.MakeParent("0x81000001");
        _raw.MakeParent("0x81000005", "rsa");
        _raw.MakeParent("0x81020000");
        var expected = _raw.Handles("persistent");

        using var chip = _raw.Open();

        Assert.Equal(expected, chip.ReadPersistentHandles().Select(found => found.Handle));
    }

    [Fact]
    public void A_storage_key_is_described_as_tpm2_readpublic_describes_it()
    {
        _raw.MakeParent("0x81000001");
        var name = _raw.File("name");
        _raw.Tool("tpm2_readpublic", "-c", "0x81000001", "-n", name);

        using var chip = _raw.Open();
        var found = chip.ReadPersistentHandle(Srk);

        Assert.Equal(Convert.ToHexStringLower(File.ReadAllBytes(name)), found.Name);
        Assert.Equal(found.Name, Convert.ToHexStringLower(found.Public!.ComputeName()!));
        Assert.True(found.IsStandardStorageRootKey);
        Assert.Equal(KeyRole.StorageKey, found.Public.Role);
        Assert.Equal("NIST_P256", found.Public.Ecc!.Curve.Name);
        Assert.Equal("aes128cfb", found.Public.Symmetric!.ToString());
        Assert.Equal(TpmAlgorithm.Sha256, found.Public.NameAlgorithm);
        Assert.Equal(
            ["fixedTPM", "fixedParent", "sensitiveDataOrigin", "userWithAuth", "restricted", "decrypt"],
            found.Public.Attributes.Names()
        );
    }

    [Theory]
    [InlineData("ecc256")]
    [InlineData("ecc384")]
    [InlineData("rsa2048")]
    public void The_public_key_is_the_one_that_openssl_reads(string algorithm)
    {
        _raw.MakeParent("0x81000001", algorithm);
        var pem = _raw.File("public.pem");
        _raw.Tool("tpm2_readpublic", "-c", "0x81000001", "-f", "pem", "-o", pem);
        var der = _raw.File("public.der");
        ChildProcess.RunOrThrow("openssl", "pkey", "-pubin", "-in", pem, "-outform", "DER", "-out", der);

        using var chip = _raw.Open();
        var info = chip.ReadPersistentHandle(Srk).Public!.ToSubjectPublicKeyInfo();

        Assert.Equal(SHA256.HashData(File.ReadAllBytes(der)), SHA256.HashData(info!));
    }

    [Fact]
    public void A_handle_without_object_is_refused_by_name()
    {
        using var chip = _raw.Open();

        var refused = Assert.Throws<TpmException>(() => chip.ReadPersistentHandle(Srk));

        Assert.Equal("TPM_RC_HANDLE", refused.CodeName);
        Assert.Contains("0x81000001", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_leaves_nothing_in_the_working_memory_of_the_chip()
    {
        _raw.MakeParent("0x81000001");

        using (var chip = _raw.Open())
        {
            chip.ReadPersistentHandles();
            chip.ReadProperties();
        }

        Assert.Empty(_raw.Handles("transient"));
        Assert.Empty(_raw.Handles("loaded-session"));
    }

    public void Dispose() => _raw.Dispose();
}
