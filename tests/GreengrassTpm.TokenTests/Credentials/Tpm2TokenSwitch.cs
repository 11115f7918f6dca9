using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>The switch on tpm2-pkcs11 over a software TPM.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class Tpm2TokenSwitch() : TokenSwitchContract(new Tpm2Ground());
