using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>Rotation on SoftHSM2.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class SoftHsmRotation() : RotationContract(new SoftHsmGround());
