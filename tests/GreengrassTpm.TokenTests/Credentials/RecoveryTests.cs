using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.TokenTests.Pkcs11;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>What is done on the token at a start, before the nucleus.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class RecoveryTests : IDisposable
{
    private readonly RotationGround _ground = new(new SoftHsmGround());

    public void Dispose() => _ground.Dispose();

    [Fact]
    public async Task Without_unfinished_work_the_token_is_not_even_opened()
    {
        _ground.Location = new TokenLocation("/no/such/module.so", "nobody");

        var result = await _ground.RecoverAsync();

        Assert.Equal(RecoveryOutcome.NothingToDo, result.Outcome);
        Assert.Equal(0, _ground.PinsRead);
    }

    [Theory]
    [InlineData(RotationState.Planned)]
    [InlineData(RotationState.KeyGenerated)]
    [InlineData(RotationState.CertificateStored)]
    [InlineData(RotationState.Proved)]
    public async Task Before_the_switch_no_PIN_is_used(RotationState state)
    {
        await ReachAsync(state);
        var read = _ground.PinsRead;

        var result = await _ground.RecoverAsync();

        Assert.Equal(RecoveryOutcome.NothingToDo, result.Outcome);
        Assert.Equal(read, _ground.PinsRead);
    }

    [Fact]
    public async Task A_switch_that_stopped_after_any_write_is_completed()
    {
        await ReachAsync(RotationState.Switching);
        var journal = await File.ReadAllBytesAsync(_ground.Folders.Journal);
        var rotation = _ground.Unfinished!;
        var staged = rotation.CertificateOf(RotationRole.Staged).Digest;

        for (var written = 0; written <= 6; written++)
        {
            await File.WriteAllBytesAsync(_ground.Folders.Journal, journal);
            Write(rotation, SwitchDirection.Back, 6);
            Write(rotation, SwitchDirection.Forward, written);

            var result = await _ground.RecoverAsync();

            Assert.Equal(written == 6 ? RecoveryOutcome.NothingToDo : RecoveryOutcome.Repaired, result.Outcome);
            Assert.Equal(staged, _ground.ActiveCertificate());
            Assert.Equal(RotationState.Switched, _ground.Latest.State);
        }
    }

    [Fact]
    public async Task A_rollback_that_stopped_after_any_write_is_completed()
    {
        await ReachAsync(RotationState.Switching);
        var rotation = _ground.Unfinished!;
        Write(rotation, SwitchDirection.Forward, 6);
        Record(rotation, RotationState.RollingBack);
        var journal = await File.ReadAllBytesAsync(_ground.Folders.Journal);

        for (var written = 0; written <= 6; written++)
        {
            await File.WriteAllBytesAsync(_ground.Folders.Journal, journal);
            Write(rotation, SwitchDirection.Forward, 6);
            Write(rotation, SwitchDirection.Back, written);

            await _ground.RecoverAsync();

            Assert.Equal(_ground.FirstCertificate, _ground.ActiveCertificate());
            Assert.Equal(RotationState.RollingBack, _ground.Latest.State);
            Assert.NotNull(_ground.Latest.ToActivateAt);
        }
    }

    [Fact]
    public async Task A_damaged_record_of_a_rollback_does_not_bring_the_refused_credential_back()
    {
        await ReachAsync(RotationState.Switching);
        var rotation = _ground.Unfinished!;
        Record(rotation, RotationState.Switched);
        Record(rotation, RotationState.RollingBack);
        await AssertWholeStaysAndElsePreviousComesBackAsync(rotation, SwitchDirection.Back);
    }

    [Fact]
    public async Task A_damaged_record_of_a_switch_leaves_no_device_without_a_credential()
    {
        await ReachAsync(RotationState.Switching);
        await AssertWholeStaysAndElsePreviousComesBackAsync(_ground.Unfinished!, SwitchDirection.Forward);
    }

    [Fact]
    public async Task The_switch_of_a_later_version_is_completed_and_nothing_of_it_is_destroyed()
    {
        await ReachAsync(RotationState.Switching);
        Write(_ground.Unfinished!, SwitchDirection.Forward, 3);
        await File.WriteAllTextAsync(
            _ground.Folders.Journal,
            await File.ReadAllTextAsync(_ground.Folders.Journal) + Later()
        );

        var result = await _ground.RecoverAsync();

        Assert.Equal(RecoveryOutcome.Repaired, result.Outcome);
        Assert.NotNull(_ground.ActiveCertificate());
        Assert.Equal(6, _ground.Token.ReadContents().Objects.Count);
    }

    [Fact]
    public async Task Where_neither_credential_is_whole_nothing_is_changed_and_help_is_asked_for()
    {
        await ReachAsync(RotationState.Switching);
        var rotation = _ground.Unfinished!;
        _ground.Token.Write(token => token.Destroy(rotation.CertificateOf(RotationRole.Staged)));
        _ground.Token.Write(token => token.Destroy(rotation.CertificateOf(RotationRole.Previous)));
        var before = _ground.Places();

        var result = await _ground.RecoverAsync();

        Assert.Equal(RecoveryOutcome.NeedsHelp, result.Outcome);
        Assert.NotNull(result.Hint);
        Assert.Equal(before, _ground.Places());
    }

    [Fact]
    public async Task A_refused_PIN_is_told_after_one_try()
    {
        await ReachAsync(RotationState.Switching);
        _ground.PinIsWrong = true;
        var read = _ground.PinsRead;

        var result = await _ground.RecoverAsync();

        Assert.Equal(RecoveryOutcome.NeedsHelp, result.Outcome);
        Assert.Equal(read + 1, _ground.PinsRead);
    }

    [Fact]
    public async Task Another_program_at_work_is_named_and_left_alone()
    {
        await ReachAsync(RotationState.Switching);
        using var engine = _ground.OpenEngine();

        var result = await _ground.RecoverAsync();

        Assert.Equal(RecoveryOutcome.Later, result.Outcome);
        Assert.Contains($"process {Environment.ProcessId}", result.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recovery_does_not_hold_the_start_up_for_ever()
    {
        await ReachAsync(RotationState.Switching);
        var time = new FakeTimeProvider();
        using var opening = new ManualResetEventSlim();
        using var proceed = new ManualResetEventSlim();

        var recovery = RotationRecovery.RunAsync(
            _ground.Folders,
            _ground.Token.Location,
            () =>
            {
                opening.Set();
                proceed.Wait();
                return _ground.OpenPin();
            },
            _ground.Clock,
            time
        );
        opening.Wait();
        time.Advance(RotationRecovery.Limit);

        Assert.Equal(RecoveryOutcome.Later, (await recovery).Outcome);
        proceed.Set();
        Assert.True(SpinWait.SpinUntil(() => _ground.Latest.State == RotationState.Switched, TimeSpan.FromMinutes(1)));
    }

    /// <summary>One bit of the journal's last record flips after some of the writes in a direction.</summary>
    private async Task AssertWholeStaysAndElsePreviousComesBackAsync(Rotation rotation, SwitchDirection direction)
    {
        var journal = await File.ReadAllBytesAsync(_ground.Folders.Journal);
        journal[^100] ^= 0x04;
        await File.WriteAllBytesAsync(_ground.Folders.Journal, journal);
        var other = direction == SwitchDirection.Back ? SwitchDirection.Forward : SwitchDirection.Back;
        foreach (var written in (int[])[0, 1, 4, 6])
        {
            Write(rotation, other, 6);
            Write(rotation, direction, written);
            var whole = _ground.ActiveCertificate();

            var result = await _ground.RecoverAsync();

            Assert.Equal(written is 0 or 6, whole is not null);
            Assert.Equal(whole is null ? RecoveryOutcome.Repaired : RecoveryOutcome.NeedsHelp, result.Outcome);
            Assert.Contains("damaged line", result.Words, StringComparison.Ordinal);
            Assert.Equal(whole ?? _ground.FirstCertificate, _ground.ActiveCertificate());
            Assert.Equal(journal, await File.ReadAllBytesAsync(_ground.Folders.Journal));
        }
    }

    private async Task ReachAsync(RotationState state)
    {
        using var engine = await _ground.BeginAsync(state);
    }

    /// <summary>Makes the first writes that are missing in a direction.</summary>
    private void Write(Rotation rotation, SwitchDirection direction, int count)
    {
        foreach (
            var write in SwitchPlan.Make(rotation.Objects, direction, _ground.Token.ReadContents()).Writes.Take(count)
        )
        {
            _ground.Token.Write(token =>
                token.Relabel(write.Identity, write.To.Label, Convert.FromHexString(write.To.Id))
            );
        }
    }

    private void Record(Rotation rotation, RotationState state) =>
        _ground
            .ReadJournal()
            .Append(
                new JournalRecord
                {
                    Rotation = rotation.Name,
                    State = state,
                    Time = DateTimeOffset.UtcNow,
                    Objects = rotation.Objects,
                }
            );

    /// <summary>A line that only a later version can read.</summary>
    private static string Later()
    {
        const string Body = """{"rotation":"later","state":"Soaking","time":"2030-01-01T00:00:00Z"}""";
        var sum = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"7:{Body}"))
        )[..32];
        return $"{{\"v\":7,\"sum\":\"{sum}\",\"record\":{Body}}}\n";
    }
}
