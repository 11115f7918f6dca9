using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>Power cuts with SoftHSM2, which keeps each object in a file.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class SoftHsmPowerCut() : PowerCutContract(new SoftHsmGround())
{
    protected override string Store => ((SoftHsmGround)Ground.Token).TokenFolder;
}
