using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>Every call that changes the token returns an error, without or after having been made.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class TokenFaultTests(ITestOutputHelper output) : IDisposable
{
    private const ulong DeviceRemoved = 0x32; // CKR_DEVICE_REMOVED: waiting may cure it
    private const ulong ReadOnly = 0x10; // CKR_ATTRIBUTE_READ_ONLY: it does not

    // Generate, store, six writes of the switch, three objects destroyed.
    private const int CallsOfRotation = 11;

    private readonly RotationGround _ground = new(new SoftHsmGround());
    private readonly PrivateFolder _modules = PrivateFolder.Create();

    public void Dispose()
    {
        _ground.Dispose();
        _modules.Dispose();
    }

    [Theory]
    [InlineData(FaultKind.FailBefore, DeviceRemoved)]
    [InlineData(FaultKind.FailAfter, DeviceRemoved)]
    [InlineData(FaultKind.FailBefore, ReadOnly)]
    [InlineData(FaultKind.FailAfter, ReadOnly)]
    public async Task A_write_that_fails_leaves_one_working_credential_in_the_end(FaultKind kind, ulong error)
    {
        for (var call = 1; call <= CallsOfRotation; call++)
        {
            var log = _modules.File($"log-{call}");
            _ground.Location = Faulty(
                new FaultPlan
                {
                    Kind = kind,
                    Call = call,
                    Error = error,
                    LogFile = log,
                }
            );

            await _ground.RotateAsync();

            output.WriteLine($"call {call} {kind} 0x{error:x}: {_ground.Latest.State}");
            Assert.Contains(
                FaultPlan.ReadLog(log),
                logged => logged.Result.StartsWith("failed", StringComparison.Ordinal)
            );
            _ground.AssertOneWorkingCredential();
        }
    }

    [Fact]
    public async Task A_rollback_whose_write_is_refused_is_tried_again_soon_because_the_device_has_no_credential()
    {
        // The third write of the switch, and the first of the rollback that follows.
        _ground.Location = Faulty(
            new FaultPlan
            {
                Kind = FaultKind.FailBefore,
                Call = 3,
                Times = 2,
                Error = ReadOnly,
                Counted = ["C_SetAttributeValue"],
            }
        );
        using var engine = await _ground.BeginAsync(RotationState.RollingBack);

        var step = await engine.AdvanceAsync(CancellationToken.None);

        Assert.Null(_ground.ActiveCertificate());
        Assert.Equal(RotationProgress.Wait, step.Progress);
        Assert.InRange(step.Delay, TimeSpan.Zero, _ground.Settings.FirstPause);
        await _ground.FinishAsync(engine);
        Assert.Equal(RotationState.RolledBack, _ground.Latest.State);
        _ground.AssertOneWorkingCredential();
    }

    /// <summary>The module behind a proxy of this plan's own: a copy is another library to the loader, and reads the plan again.</summary>
    private TokenLocation Faulty(FaultPlan plan)
    {
        var copy = _modules.File($"proxy-{Guid.NewGuid():n}.so");
        File.Copy(Pkcs11Proxy.ModulePath, copy);
        NativeEnvironment.Set(Pkcs11Proxy.Environment(SoftHsm.ModulePath, plan));
        return _ground.Token.Location with { ModulePath = copy };
    }
}
