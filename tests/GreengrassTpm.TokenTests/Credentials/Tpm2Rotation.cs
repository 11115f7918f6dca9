using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>Rotation on tpm2-pkcs11 over a software TPM.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class Tpm2Rotation() : RotationContract(new Tpm2Ground());
