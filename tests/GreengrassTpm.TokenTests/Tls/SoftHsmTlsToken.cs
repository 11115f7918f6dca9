using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;

namespace GreengrassTpm.TokenTests.Tls;

/// <summary>The token is on SoftHSM2, which uses the same libcrypto as TLS does.</summary>
public sealed class SoftHsmTlsToken : TlsToken
{
    private readonly SoftHsm _hsm = SoftHsm.Create();

    public SoftHsmTlsToken()
    {
        _hsm.UseInThisProcess();
        Fill();
    }

    public override TokenLocation Location =>
        new(SoftHsm.ModulePath, "tls") { LockFile = Path.Combine(_hsm.TokenFolder, ".lock") };

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _hsm.Dispose();
    }
}
