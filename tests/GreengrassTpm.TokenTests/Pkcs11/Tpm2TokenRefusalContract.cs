using Xunit;

namespace GreengrassTpm.TokenTests.Pkcs11;

[Collection(NativeEnvironmentCollection.Name)]
public sealed class Tpm2TokenRefusalContract() : TokenRefusalContract(new Tpm2Ground());
