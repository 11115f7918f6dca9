using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>From the confirmation to the one credential that is left.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class RetirementTests : IDisposable
{
    private readonly RotationGround _ground = new(new SoftHsmGround());

    public void Dispose() => _ground.Dispose();

    [Fact]
    public async Task Both_certificates_stay_valid_until_the_soak_is_over()
    {
        _ground.Settings = new RotationSettings { RetireAfter = TimeSpan.FromHours(2) };
        using var engine = await _ground.BeginAsync();
        await _ground.ReachAsync(engine, RotationState.Confirmed);

        var step = await RotationGround.PauseAsync(engine);

        Assert.Equal(RotationProgress.Wait, step.Progress);
        Assert.InRange(step.InAll, TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1), TimeSpan.FromHours(2));
        Assert.Equal(2, _ground.Cloud.Certificates.Count(pair => pair.Value.Works));
        Assert.Equal(6, _ground.Token.ReadContents().Objects.Count);
        var began = _ground.Clock.Now();
        await _ground.ReachAsync(engine, RotationState.Retiring);
        Assert.InRange(
            _ground.Clock.Now().Since(began),
            TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1),
            TimeSpan.FromHours(2) + TimeSpan.FromSeconds(1)
        );
        await _ground.FinishAsync(engine);
        _ground.AssertOneWorkingCredential();
    }

    [Fact]
    public async Task The_previous_key_stays_until_the_cloud_has_retired_its_certificate()
    {
        _ground.Cloud.Retired = Retirement.Awaited;
        using var engine = await _ground.BeginAsync();
        await _ground.ReachAsync(engine, RotationState.Retiring);

        var step = await RotationGround.PauseAsync(engine);

        Assert.Equal(RotationProgress.Wait, step.Progress);
        Assert.Equal(6, _ground.Token.ReadContents().Objects.Count);
        _ground.Cloud.Retired = Retirement.Gone;
        await _ground.FinishAsync(engine);
        _ground.AssertOneWorkingCredential();
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_deleted_is_noted_as_a_debt_and_holds_nothing_up()
    {
        _ground.Cloud.Retired = Retirement.Inert;

        await _ground.RotateAsync();

        Assert.Equal(RotationState.Retired, _ground.Latest.State);
        Assert.Contains(_ground.FirstCertificate, Assert.Single(_ground.Latest.Debts), StringComparison.Ordinal);
        Assert.Equal(3, _ground.Token.ReadContents().Objects.Count);
    }

    [Fact]
    public async Task A_refused_retirement_keeps_the_previous_key_and_is_tried_again_rarely()
    {
        using var engine = await _ground.BeginAsync();
        await _ground.ReachAsync(engine, RotationState.Retiring);
        _ground.Cloud.Before = call => Refuse(call, "retire");

        var step = await RotationGround.PauseAsync(engine);

        Assert.Equal((RotationProgress.Wait, _ground.Settings.LongestPause), (step.Progress, step.Delay));
        Assert.Equal(6, _ground.Token.ReadContents().Objects.Count);
    }

    [Fact]
    public async Task A_device_that_is_never_on_for_long_comes_to_the_end_of_the_soak()
    {
        _ground.Settings = new RotationSettings { RetireAfter = TimeSpan.FromHours(1) };
        using (await _ground.BeginAsync(RotationState.Confirmed))
        {
            // Off for the first time.
        }

        var reached = _ground.Latest.Reached;
        var on = TimeSpan.Zero;
        for (var boot = 1; _ground.Latest.State == RotationState.Confirmed; boot++)
        {
            Assert.True(boot <= 30, $"still not retired after {on}");
            Assert.Equal(reached, _ground.Latest.Reached);

            // The clock that tells the date is of no account.
            _ground.Time.Advance(TimeSpan.FromDays(365));
            _ground.Clock.Reboot();
            on += await StayOnAsync(TimeSpan.FromMinutes(17));
        }

        Assert.InRange(on, TimeSpan.FromHours(1), TimeSpan.FromHours(1.5));
        await _ground.FinishAsync();
        _ground.AssertOneWorkingCredential();
    }

    [Theory]
    [InlineData(RotationMode.KeyAndCertificate)]
    [InlineData(RotationMode.CertificateOnly)]
    public async Task A_new_certificate_that_is_lost_after_the_previous_one_was_given_up_is_stored_again(
        RotationMode mode
    )
    {
        await GiveUpPreviousAsync(mode);
        var staged = _ground.Latest.CertificateOf(RotationRole.Staged);
        _ground.Token.Write(token => token.Destroy(staged));

        var result = await _ground.RecoverAsync();

        Assert.Equal(RecoveryOutcome.Repaired, result.Outcome);
        Assert.Equal(staged.Digest, _ground.ActiveCertificate());
        await _ground.FinishAsync();
        Assert.Equal(RotationState.Retired, _ground.Latest.State);
        _ground.AssertOneWorkingCredential();
    }

    [Fact]
    public async Task A_certificate_that_was_given_up_is_not_brought_back()
    {
        await GiveUpPreviousAsync(RotationMode.KeyAndCertificate);
        var key = _ground.Latest.Objects.Single(listed =>
            listed is { Role: RotationRole.Staged, Class: TokenObjectClass.PublicKey }
        );
        _ground.Token.Write(token => token.Destroy(key.Identity));
        var before = _ground.Places();

        var step = await _ground.FinishAsync();

        Assert.Equal(RotationProgress.Blocked, step.Progress);
        Assert.Equal(RotationState.Retiring, _ground.Latest.State);
        Assert.Equal(before, _ground.Places());
    }

    /// <summary>Goes on with a new engine for as long as the device is on.</summary>
    /// <returns>How long both certificates were valid meanwhile.</returns>
    private async Task<TimeSpan> StayOnAsync(TimeSpan uptime)
    {
        using var engine = _ground.OpenEngine();
        while (_ground.Clock.Now().Uptime < uptime && _ground.Latest.State == RotationState.Confirmed)
        {
            _ground.Pass((await engine.AdvanceAsync(CancellationToken.None)).Delay);
        }

        return _ground.Clock.Now().Uptime;
    }

    /// <summary>Makes a rotation until the previous certificate is given up in the cloud and its objects are still there.</summary>
    private async Task GiveUpPreviousAsync(RotationMode mode)
    {
        using var engine = _ground.OpenEngine();
        await engine.BeginAsync(new RotationOrder("test", mode), CancellationToken.None);
        await _ground.ReachAsync(engine, RotationState.Retiring);
        var retired = false;
        _ground.Cloud.After = call => retired |= call == "retire";
        _ground.OpeningToken = () =>
        {
            if (retired)
            {
                throw new IOException("the power is cut");
            }
        };
        await RotationGround.PauseAsync(engine);
        _ground.OpeningToken = null;
        Assert.True(_ground.Latest.GivenUp);
    }

    private static void Refuse(string call, string refused)
    {
        if (call == refused)
        {
            throw new RotationPortException($"{call} was refused", RetryClass.Permanent);
        }
    }
}
