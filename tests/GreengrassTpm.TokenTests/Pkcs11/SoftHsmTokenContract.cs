using Xunit;

namespace GreengrassTpm.TokenTests.Pkcs11;

[Collection(NativeEnvironmentCollection.Name)]
public sealed class SoftHsmTokenContract() : TokenContract(new SoftHsmGround());
