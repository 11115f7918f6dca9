using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>Kills of a rotation on SoftHSM2, between calls; some of the points of each kind.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class SoftHsmKills : KillMatrix
{
    public SoftHsmKills(ITestOutputHelper output)
        : base(new SoftHsmGround(), output) => Stride = 6;

    [Fact]
    public void A_rotation_that_is_killed_at_a_call_ends_with_one_credential() => TryCalls(RotationWork.Rotate);

    [Fact]
    public void A_rollback_that_is_killed_at_a_call_ends_with_one_credential() => TryCalls(RotationWork.RollBack);

    [Fact]
    public void A_rotation_that_is_killed_at_a_change_of_the_journal_ends_with_one_credential() =>
        TryJournal(RotationWork.Rotate);

    [Fact]
    public void A_rotation_whose_journal_s_disk_is_full_ends_with_one_credential() =>
        TryFullDisk(RotationWork.Rotate, JournalFile);
}
