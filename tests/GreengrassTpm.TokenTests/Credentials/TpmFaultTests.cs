using System.Text;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>What happens to the chip and to its store while a rotation is under way.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class TpmFaultTests : IDisposable
{
    private readonly RotationGround _ground;
    private readonly ITestOutputHelper _output;

    public TpmFaultTests(ITestOutputHelper output)
    {
        _output = output;
        _ground = new RotationGround(new Tpm2Ground(new SoftwareTpmOptions { DefaultLockout = true }));
    }

    private Tpm2Ground Token => (Tpm2Ground)_ground.Token;

    public void Dispose() => _ground.Dispose();

    [Theory]
    [InlineData(RotationMode.KeyAndCertificate)]
    [InlineData(RotationMode.CertificateOnly)]
    public async Task A_chip_that_loses_its_power_after_any_step_has_the_rotation_wait_and_go_on(RotationMode mode)
    {
        using (var engine = _ground.OpenEngine())
        {
            await engine.BeginAsync(new RotationOrder("test", mode), CancellationToken.None);
        }

        while (_ground.Unfinished is { } rotation)
        {
            Token.Tpm.HardStop();
            var without = await AdvanceAsync();
            _output.WriteLine($"{rotation.State}: {without.Progress}, {without.Reason}");
            Assert.NotEqual(RotationProgress.Blocked, without.Progress);

            Token.Tpm.Restart();
            // Whether a PIN has been used since the last orderly shutdown is what the chip counts, three times on this one.
            Token.Tpm.ClearLockout();
            _ground.Clock.Reboot();
            _ground.Nucleus.Start();
            Assert.Contains(
                (await _ground.RecoverAsync()).Outcome,
                new[] { RecoveryOutcome.NothingToDo, RecoveryOutcome.Repaired }
            );
            _ground.AssertActiveWorks();
            await AdvanceAsync();
        }

        Assert.Equal(RotationState.Retired, _ground.Latest.State);
        _ground.AssertOneWorkingCredential();
    }

    [Fact]
    public async Task A_locked_chip_is_waited_for_and_each_try_is_free()
    {
        using (var engine = _ground.OpenEngine())
        {
            await engine.BeginAsync(new RotationOrder("test"), CancellationToken.None);
            await _ground.ReachAsync(engine, RotationState.Switching);
        }

        Lock();
        var read = _ground.PinsRead;

        var step = await AdvanceAsync();
        Assert.Equal(RotationProgress.Wait, step.Progress);
        Assert.Contains("locked", step.Reason, StringComparison.Ordinal);
        Assert.Equal(read + 1, _ground.PinsRead);
        Assert.Equal(RecoveryOutcome.Later, (await _ground.RecoverAsync()).Outcome);
        Assert.Equal(3, Token.Tpm.ReadLockoutCounter());

        Token.Tpm.ClearLockout();
        await _ground.FinishAsync();
        Assert.Equal(RotationState.Retired, _ground.Latest.State);
        _ground.AssertOneWorkingCredential();
    }

    [Fact]
    public async Task A_refused_PIN_costs_one_count_in_the_middle_of_a_rotation_and_is_not_tried_again()
    {
        using (var engine = _ground.OpenEngine())
        {
            await engine.BeginAsync(new RotationOrder("test"), CancellationToken.None);
            await _ground.ReachAsync(engine, RotationState.Confirmed);
            _ground.PinIsWrong = true;
            await _ground.FinishAsync(engine);

            for (var timer = 0; timer < 5; timer++)
            {
                var step = await engine.AdvanceAsync(CancellationToken.None);
                Assert.Equal((RotationProgress.Blocked, FailureKind.PinRefused), (step.Progress, step.Failure));
            }
        }

        Assert.Equal(1, Token.Tpm.ReadLockoutCounter());
        _ground.PinIsWrong = false;
        await _ground.FinishAsync();
        _ground.AssertOneWorkingCredential();
    }

    [Theory]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("BEGIN EXCLUSIVE")]
    public async Task A_store_that_another_program_keeps_locked_has_each_state_wait(string begin)
    {
        using var engine = _ground.OpenEngine();
        await engine.BeginAsync(new RotationOrder("test"), CancellationToken.None);
        for (RotationState? tried = null; _ground.Unfinished is { } rotation; tried = rotation.State)
        {
            if (rotation.State != tried)
            {
                using var other = new SqliteUser(Token.StoreFile, begin);
                var locked = await engine.AdvanceAsync(CancellationToken.None);
                _output.WriteLine($"{rotation.State}: {locked.Progress}, {locked.Reason}");
                Assert.NotEqual(RotationProgress.Blocked, locked.Progress);
            }

            _ground.AssertActiveWorks();
            _ground.Pass((await engine.AdvanceAsync(CancellationToken.None)).Delay);
        }

        Assert.Equal(RotationState.Retired, _ground.Latest.State);
        _ground.AssertOneWorkingCredential();
    }

    private async Task<RotationStep> AdvanceAsync()
    {
        using var engine = _ground.OpenEngine();
        var step = await engine.AdvanceAsync(CancellationToken.None);
        _ground.Pass(step.Delay);
        return step;
    }

    private void Lock()
    {
        for (var tries = 1; tries <= 3; tries++)
        {
            using var wrong = Pin.FromUtf8(Encoding.ASCII.GetBytes($"wrong-{tries}"));
            Assert.ThrowsAny<TokenException>(() => TokenReader.Open(Token.Location, wrong).Dispose());
        }
    }
}
