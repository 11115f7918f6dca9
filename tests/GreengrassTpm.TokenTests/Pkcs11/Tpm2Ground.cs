using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;

namespace GreengrassTpm.TokenTests.Pkcs11;

/// <summary>tpm2-pkcs11 over a software TPM, with no store.</summary>
internal sealed class Tpm2Ground : TokenGround
{
    public Tpm2Ground(SoftwareTpmOptions? options = null)
    {
        Tpm = SoftwareTpm.Start(options);
        NativeEnvironment.Set(
            new Dictionary<string, string>
            {
                ["DBUS_SESSION_BUS_ADDRESS"] = Tpm.Environment["DBUS_SESSION_BUS_ADDRESS"],
            }
        );
    }

    public SoftwareTpm Tpm { get; }

    // The module is told where its store and its TPM are by the code under test, not by the fixture.
    public override TokenLocation Location =>
        new(SoftwareTpm.ModulePath, Label)
        {
            StoreFolder = Tpm.StoreFolder,
            Tcti = Tpm.Environment["TPM2_PKCS11_TCTI"],
        };

    public override IReadOnlyDictionary<string, string> Environment => Tpm.Environment;

    /// <summary>The store's file.</summary>
    public string StoreFile => Path.Combine(Tpm.StoreFolder, "tpm2_pkcs11.sqlite3");

    public override void Dispose() => Tpm.Dispose();
}
