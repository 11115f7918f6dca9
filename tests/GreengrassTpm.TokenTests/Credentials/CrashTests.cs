using GreengrassTpm.Credentials;
using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>
/// A run that ends anywhere between its effects is taken up by the next one, and there is one working credential in the end.
/// The same with real kills within the writes is the scenario tests' subject.
/// </summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const int MostPoints = 200;

    private readonly RotationGround _ground = new(new SoftHsmGround());
    private readonly CrashPlan _plan = new();

    public void Dispose() => _ground.Dispose();

    [Theory]
    [InlineData(RotationMode.KeyAndCertificate)]
    [InlineData(RotationMode.CertificateOnly)]
    public async Task A_rotation_that_is_cut_off_anywhere_comes_to_its_end(RotationMode mode)
    {
        var points = await TryEveryPointAsync(
            () => _ground.RotateAsync(new RotationOrder("test", mode)),
            () => Task.CompletedTask
        );

        Assert.True(points > 30, $"only {points} points were tried");
    }

    [Fact]
    public async Task A_rotation_that_is_abandoned_and_cut_off_anywhere_comes_to_its_end()
    {
        var points = await TryEveryPointAsync(
            () => _ground.RotateAsync(),
            () => Task.CompletedTask,
            refused: "prove",
            end: RotationState.Abandoned
        );

        Assert.True(points > 20, $"only {points} points were tried");
    }

    [Fact]
    public async Task A_rollback_that_is_cut_off_anywhere_comes_to_its_end()
    {
        var points = await TryEveryPointAsync(
            () => _ground.FinishAsync(),
            async () =>
            {
                using var engine = _ground.OpenEngine();
                await engine.BeginAsync(new RotationOrder("test"), CancellationToken.None);
                await _ground.ReachAsync(engine, RotationState.Switched);
                _ground.Cloud.Certificates[_ground.ActiveCertificate()!].Active = false;
            },
            end: RotationState.RolledBack
        );

        Assert.True(points > 15, $"only {points} points were tried");
    }

    [Theory]
    [InlineData(RotationState.Switching)]
    [InlineData(RotationState.RollingBack)]
    public async Task A_recovery_that_is_cut_off_anywhere_is_finished_by_the_next_one(RotationState state)
    {
        var points = await TryEveryPointAsync(
            async () => await _ground.RecoverAsync(),
            async () =>
            {
                using var engine = _ground.OpenEngine();
                await engine.BeginAsync(new RotationOrder("test"), CancellationToken.None);
                await _ground.ReachAsync(engine, state == RotationState.Switching ? state : RotationState.Switched);
                if (state == RotationState.RollingBack)
                {
                    _ground.Cloud.Certificates[_ground.ActiveCertificate()!].Active = false;
                    await _ground.ReachAsync(engine, state);
                }
            }
        );

        Assert.True(points > 2, $"only {points} points were tried");
    }

    private async Task<int> TryEveryPointAsync(
        Func<Task> run,
        Func<Task> prepare,
        string? refused = null,
        RotationState? end = null
    )
    {
        _plan.Watch(_ground);
        if (refused is not null)
        {
            var watch = _ground.Cloud.Before!;
            _ground.Cloud.Before = call =>
            {
                watch(call);
                if (call == refused)
                {
                    throw new RotationPortException($"{call} was refused", GreengrassTpm.Pkcs11.RetryClass.Permanent);
                }
            };
        }

        for (var point = 1; point < MostPoints; point++)
        {
            await prepare();
            _plan.CrashAt(point);
            var crashed = await CrashesAsync(run);
            _plan.Disarm();
            output.WriteLine(
                $"{point} {(_plan.Passed is [.., var last] ? last : null)} in {_ground.Unfinished?.State}"
            );
            await _ground.FinishAsync();
            _ground.AssertOneWorkingCredential();
            if (!crashed)
            {
                Assert.Equal(end ?? _ground.Latest.State, _ground.Latest.State);
                return point;
            }
        }

        throw new InvalidOperationException("the run passes more points than it can");
    }

    private static async Task<bool> CrashesAsync(Func<Task> run)
    {
        try
        {
            await run();
            return false;
        }
        catch (CrashException)
        {
            return true;
        }
    }
}
