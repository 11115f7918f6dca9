using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;

namespace GreengrassTpm.TokenTests.Tls;

/// <summary>The token is tpm2-pkcs11's over a software TPM.</summary>
public sealed class SoftwareTpmTlsToken : TlsToken
{
    public SoftwareTpmTlsToken()
    {
        Tpm.UseInThisProcess();
        Fill();
    }

    public SoftwareTpm Tpm { get; } = SoftwareTpm.Start();

    public override TokenLocation Location =>
        new(SoftwareTpm.ModulePath, "tls") { StoreFolder = Tpm.StoreFolder, Tcti = Tpm.Tcti };

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Tpm.Dispose();
    }
}
