using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>A journal whose disk is full, on SoftHSM2: from some of its writes on.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class SoftHsmFullDisk : KillMatrix
{
    public SoftHsmFullDisk(ITestOutputHelper output)
        : base(new SoftHsmGround(), output) => Stride = 6;

    [Fact]
    public void A_rotation_whose_journal_s_disk_is_full_ends_with_one_credential() =>
        TryFullDisk(RotationWork.Rotate, JournalFile);
}
