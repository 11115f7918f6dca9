using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>Power cuts with tpm2-pkcs11, which keeps all objects in one SQLite file.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class Tpm2PowerCut() : PowerCutContract(new Tpm2Ground())
{
    protected override string Store => ((Tpm2Ground)Ground.Token).Tpm.StoreFolder;
}
