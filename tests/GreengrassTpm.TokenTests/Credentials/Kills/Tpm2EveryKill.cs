using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>Every kill there is, on tpm2-pkcs11 over a software TPM; the Java reader looks at each result.</summary>
[Collection(NativeEnvironmentCollection.Name)]
[Trait("Category", "Kill")]
public sealed class Tpm2EveryKill : KillMatrix
{
    private readonly Tpm2Ground _token;

    public Tpm2EveryKill(ITestOutputHelper output)
        : this(new Tpm2Ground(), output) { }

    private Tpm2EveryKill(Tpm2Ground token, ITestOutputHelper output)
        : base(token, output)
    {
        _token = token;
        ReadByJava = true;
    }

    [Theory]
    [InlineData("Rotate")]
    [InlineData("Certificate")]
    [InlineData("RollBack")]
    public void At_every_call_that_changes_the_token(string work) => TryCalls(Enum.Parse<RotationWork>(work));

    [Theory]
    [InlineData("Rotate")]
    [InlineData("Certificate")]
    [InlineData("RollBack")]
    public void At_every_change_of_the_journal(string work) => TryJournal(Enum.Parse<RotationWork>(work));

    [Fact]
    public void At_every_call_of_a_recovery() => TryRecovery();

    [Fact]
    public void With_a_disk_that_is_full_for_the_journal() => TryFullDisk(RotationWork.Rotate, JournalFile);

    [Fact]
    public void With_a_disk_that_is_full_for_the_store() => TryFullDisk(RotationWork.Rotate, _token.Tpm.StoreFolder);
}
