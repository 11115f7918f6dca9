using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>Kills of a rotation on tpm2-pkcs11 over a software TPM: at every call that changes the token.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class Tpm2Kills(ITestOutputHelper output) : KillMatrix(new Tpm2Ground(), output)
{
    [Fact]
    public void A_rotation_that_is_killed_at_any_call_ends_with_one_credential() => TryCalls(RotationWork.Rotate);

    [Fact]
    public void A_certificate_only_rotation_that_is_killed_at_any_call_ends_with_one_credential() =>
        TryCalls(RotationWork.Certificate);

    [Fact]
    public void A_recovery_that_is_killed_at_any_call_is_finished_by_the_next_one() => TryRecovery();
}
