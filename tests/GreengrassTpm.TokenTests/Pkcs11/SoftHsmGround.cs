using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;

namespace GreengrassTpm.TokenTests.Pkcs11;

/// <summary>SoftHSM2 with no token.</summary>
internal sealed class SoftHsmGround : TokenGround
{
    private readonly SoftHsm _hsm = SoftHsm.Create();

    public SoftHsmGround() => _hsm.UseInThisProcess();

    /// <summary>The folder that holds the tokens.</summary>
    public string TokenFolder => _hsm.TokenFolder;

    public override TokenLocation Location =>
        new(SoftHsm.ModulePath, Label) { LockFile = Path.Combine(_hsm.TokenFolder, "..", "lock") };

    public override IReadOnlyDictionary<string, string> Environment => _hsm.Environment;

    public override void Dispose() => _hsm.Dispose();
}
