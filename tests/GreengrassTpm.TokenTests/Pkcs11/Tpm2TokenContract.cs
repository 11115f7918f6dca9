using Xunit;

namespace GreengrassTpm.TokenTests.Pkcs11;

[Collection(NativeEnvironmentCollection.Name)]
public sealed class Tpm2TokenContract() : TokenContract(new Tpm2Ground());
