using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>The switch on SoftHSM2.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class SoftHsmTokenSwitch() : TokenSwitchContract(new SoftHsmGround());
