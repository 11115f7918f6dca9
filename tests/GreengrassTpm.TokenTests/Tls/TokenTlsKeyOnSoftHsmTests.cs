using Xunit;

namespace GreengrassTpm.TokenTests.Tls;

[Collection(NativeEnvironmentCollection.Name)]
public sealed class TokenTlsKeyOnSoftHsmTests(SoftHsmTlsToken token)
    : TokenTlsKeyContract(token),
        IClassFixture<SoftHsmTlsToken>;
