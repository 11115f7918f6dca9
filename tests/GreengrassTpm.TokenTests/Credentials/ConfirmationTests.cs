using GreengrassTpm.Credentials;
using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>From the switch to its confirmation, or to the way back.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class ConfirmationTests : IDisposable
{
    private readonly RotationGround _ground = new(new SoftHsmGround());

    public void Dispose() => _ground.Dispose();

    [Fact]
    public async Task The_nucleus_is_started_once_and_uses_the_new_credential()
    {
        await _ground.RotateAsync();

        Assert.Equal(2, _ground.Nucleus.Starts);
        Assert.Equal(_ground.ActiveCertificate(), _ground.Nucleus.InUse);
    }

    [Fact]
    public async Task In_the_middle_of_a_deployment_the_activation_waits_and_nothing_is_rolled_back()
    {
        using var engine = await SwitchedAsync();
        _ground.Nucleus.Busy = true;

        for (var minute = 0; minute < 60; minute++)
        {
            var step = await engine.AdvanceAsync(CancellationToken.None);
            Assert.Equal(RotationProgress.Wait, step.Progress);
            Assert.Contains("activation pending", step.Reason, StringComparison.Ordinal);
            _ground.Pass(step.Delay);
        }

        Assert.Equal(RotationState.Switched, _ground.Latest.State);
        _ground.Nucleus.Busy = false;
        await _ground.FinishAsync(engine);
        Assert.Equal(RotationState.Retired, _ground.Latest.State);
    }

    [Fact]
    public async Task A_nucleus_that_started_by_itself_is_not_started_again()
    {
        using var engine = await SwitchedAsync();
        _ground.Nucleus.Start();

        await _ground.FinishAsync(engine);

        Assert.Equal(2, _ground.Nucleus.Starts);
    }

    [Fact]
    public async Task A_nucleus_that_does_not_use_the_new_credential_is_started_once_more_then_the_switch_is_rolled_back()
    {
        using var engine = await SwitchedAsync();
        _ground.Nucleus.Deaf = true;
        var began = _ground.Clock.Now();

        await _ground.ReachAsync(engine, RotationState.RollingBack);
        _ground.Nucleus.Deaf = false;
        var waited = _ground.Clock.Now().Since(began);
        await _ground.FinishAsync(engine);

        Assert.Equal(RotationState.RolledBack, _ground.Latest.State);
        Assert.Equal(1, _ground.Latest.Restarts);
        Assert.Equal(4, _ground.Nucleus.Starts);
        Assert.True(waited >= 2 * _ground.Settings.ConfirmWithin, $"only {waited} were waited");
        Assert.Equal(_ground.FirstCertificate, _ground.Nucleus.InUse);
        _ground.AssertOneWorkingCredential();
    }

    [Fact]
    public async Task Tries_are_wider_apart_than_the_nucleus_keeps_an_error()
    {
        using var engine = await SwitchedAsync();
        _ground.Nucleus.Deaf = true;
        await engine.AdvanceAsync(CancellationToken.None);

        var step = await engine.AdvanceAsync(CancellationToken.None);

        Assert.Equal(RotationProgress.Wait, step.Progress);
        Assert.True(step.Delay > TimeSpan.FromSeconds(300));
    }

    [Fact]
    public async Task Without_a_network_a_switch_waits_for_days_and_nothing_counts_against_the_new_credential()
    {
        using var engine = await SwitchedAsync();
        _ground.Cloud.Reachable = false;

        for (var day = 0; day < 7; day++)
        {
            Assert.Equal(RotationProgress.Wait, (await engine.AdvanceAsync(CancellationToken.None)).Progress);
            _ground.Pass(TimeSpan.FromDays(1));
        }

        Assert.Equal(RotationState.Switched, _ground.Latest.State);
        Assert.Equal(2, _ground.Nucleus.Starts);
        _ground.Cloud.Reachable = true;
        await _ground.FinishAsync(engine);
        Assert.Equal(RotationState.Retired, _ground.Latest.State);
    }

    [Fact]
    public async Task After_a_time_without_network_the_nucleus_gets_its_whole_time()
    {
        using var engine = await SwitchedAsync();
        _ground.Cloud.Reachable = false;
        _ground.Nucleus.Deaf = true;
        await engine.AdvanceAsync(CancellationToken.None);
        _ground.Pass(TimeSpan.FromDays(1));
        await engine.AdvanceAsync(CancellationToken.None);
        _ground.Cloud.Reachable = true;

        var step = await engine.AdvanceAsync(CancellationToken.None);

        Assert.Equal(RotationProgress.Wait, step.Progress);
        Assert.Equal(0, _ground.Latest.Restarts);
    }

    [Theory]
    [InlineData(false, "refuses both")]
    [InlineData(true, "the new one stays")]
    public async Task Where_the_previous_credential_is_refused_nothing_is_changed(bool newOneWorks, string words)
    {
        using var engine = await SwitchedAsync();
        _ground.Nucleus.Deaf = true;
        _ground.Cloud.Certificates[_ground.FirstCertificate].Active = false;
        _ground.Cloud.Certificates[_ground.ActiveCertificate()!].Active = newOneWorks;
        var before = _ground.Places();

        var step = await engine.AdvanceAsync(CancellationToken.None);
        for (var tries = 0; tries < 10; tries++)
        {
            _ground.Pass(step.Delay);
            step = await engine.AdvanceAsync(CancellationToken.None);
        }

        Assert.Equal(RotationProgress.Wait, step.Progress);
        Assert.Contains(words, step.Reason, StringComparison.Ordinal);
        Assert.Equal(before, _ground.Places());
    }

    [Fact]
    public async Task Evidence_of_the_baseline_that_stays_away_rolls_the_switch_back()
    {
        using var engine = await SwitchedAsync();
        _ground.Cloud.ShadowWorks = false;

        await _ground.FinishAsync(engine);

        Assert.Equal(RotationState.RolledBack, _ground.Latest.State);
        Assert.Contains("shadow", _ground.Latest.Reason, StringComparison.Ordinal);
        _ground.AssertOneWorkingCredential();
    }

    [Fact]
    public async Task A_rollback_that_finds_the_previous_credential_gone_leaves_the_new_one_and_comes_to_an_end()
    {
        using (var engine = await SwitchedAsync())
        {
            _ground.Cloud.ShadowWorks = false;
            await _ground.ReachAsync(engine, RotationState.RollingBack);
        }

        var rotation = _ground.Unfinished!;
        _ground.Token.Write(token => token.Destroy(rotation.CertificateOf(RotationRole.Previous)));
        _ground.Cloud.ShadowWorks = true;
        using var next = _ground.OpenEngine();

        var step = await next.AdvanceAsync(CancellationToken.None);

        Assert.Contains("the new one stays", step.Reason, StringComparison.Ordinal);
        Assert.Equal(RotationState.Switched, _ground.Latest.State);
        Assert.False(next.IsExchanging);
        await _ground.FinishAsync(next);
        Assert.Equal(RotationState.Retired, _ground.Latest.State);
        Assert.Equal(rotation.CertificateOf(RotationRole.Staged).Digest, _ground.ActiveCertificate());
        _ground.AssertActiveWorks();
    }

    [Fact]
    public async Task A_restart_of_the_device_activates_and_the_time_counts_from_there()
    {
        using (await SwitchedAsync())
        {
            _ground.Nucleus.Busy = true;
        }

        _ground.Clock.Reboot();
        _ground.Nucleus.Busy = false;
        _ground.Nucleus.Start();
        await _ground.FinishAsync();

        Assert.Equal(2, _ground.Nucleus.Starts);
        Assert.Equal(RotationState.Retired, _ground.Latest.State);
    }

    private async Task<RotationEngine> SwitchedAsync()
    {
        var engine = _ground.OpenEngine();
        await engine.BeginAsync(new RotationOrder("test"), CancellationToken.None);
        await _ground.ReachAsync(engine, RotationState.Switched);
        return engine;
    }
}
