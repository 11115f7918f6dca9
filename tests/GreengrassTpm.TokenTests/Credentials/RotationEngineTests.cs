using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>What the engine does about what the world does to it. The token is real; which module it is behind plays no part.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class RotationEngineTests : IDisposable
{
    private readonly RotationGround _ground = new(new SoftHsmGround());

    public void Dispose() => _ground.Dispose();

    [Fact]
    public async Task If_nothing_works_before_there_is_no_rotation_and_the_token_is_not_logged_in_to()
    {
        _ground.Cloud.Reachable = false;

        var step = await _ground.RotateAsync();

        Assert.Equal(RotationProgress.Wait, step.Progress);
        Assert.Contains("nothing shows that the present credential works", step.Reason, StringComparison.Ordinal);
        Assert.Empty(_ground.ReadJournal().Records);
        Assert.Equal(0, _ground.PinsRead);
    }

    [Fact]
    public async Task What_did_not_work_before_is_not_asked_for_afterwards()
    {
        _ground.Cloud.ShadowWorks = false;

        await _ground.RotateAsync();

        Assert.Equal(RotationState.Retired, _ground.Latest.State);
        Assert.Equal([Evidence.TokenExchange], _ground.Latest.Baseline);
    }

    [Fact]
    public void Two_engines_at_a_time_are_refused_and_the_first_one_is_named()
    {
        using var first = _ground.OpenEngine();

        var error = Assert.Throws<LockHeldException>(_ground.OpenEngine);

        Assert.Equal(Environment.ProcessId, error.Holder);
    }

    [Fact]
    public async Task A_rotation_under_way_comes_to_its_end_before_another_begins()
    {
        using var engine = await _ground.BeginAsync();

        var step = await engine.BeginAsync(new RotationOrder("another"), CancellationToken.None);

        Assert.Equal(RotationProgress.Blocked, step.Progress);
        Assert.Contains("Planned", step.Reason, StringComparison.Ordinal);
        Assert.Single(_ground.ReadJournal().History.Rotations);
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_asked_once_a_step_and_not_for_ever()
    {
        _ground.Cloud.After = call => Lose(call, "issue");
        _ground.Settings = _ground.Settings with { MostRequests = 3 };

        await _ground.RotateAsync();

        Assert.Equal(RotationState.Abandoned, _ground.Latest.State);
        Assert.Equal(3, _ground.Cloud.Calls.Count(call => call == "issue"));
        Assert.Contains("3 requests", Assert.Single(_ground.Latest.Debts), StringComparison.Ordinal);
        _ground.AssertOneWorkingCredential();
    }

    [Fact]
    public async Task The_number_of_requests_is_kept_over_restarts()
    {
        _ground.Cloud.After = call => Lose(call, "issue");
        _ground.Settings = _ground.Settings with { MostRequests = 2 };
        using (await _ground.BeginAsync())
        {
            // Every step by an engine of its own.
        }

        while (_ground.Unfinished is not null)
        {
            using var engine = _ground.OpenEngine();
            await engine.AdvanceAsync(CancellationToken.None);
        }

        Assert.Equal(2, _ground.Cloud.Calls.Count(call => call == "issue"));
    }

    [Fact]
    public async Task A_lost_answer_is_followed_by_another_request_and_noted_as_a_debt()
    {
        var lost = false;
        _ground.Cloud.After = call =>
        {
            if (!lost)
            {
                lost = call == "issue";
                Lose(call, "issue");
            }
        };

        await _ground.RotateAsync();

        Assert.Equal(RotationState.Retired, _ground.Latest.State);
        Assert.Contains("1 requests", Assert.Single(_ground.Latest.Debts), StringComparison.Ordinal);
        _ground.AssertOneWorkingCredential();
    }

    [Fact]
    public async Task A_certificate_for_another_key_is_not_stored_and_its_id_is_noted()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _ground.Cloud.Issued = new CertificateOptions { OtherKey = new PublicKey(key) };
        _ground.Cloud.Careless = true;

        await _ground.RotateAsync();

        Assert.Equal(RotationState.Abandoned, _ground.Latest.State);
        var inert = Assert.Single(_ground.Cloud.Certificates.Keys, id => id != _ground.FirstCertificate);
        Assert.Contains(inert, Assert.Single(_ground.Latest.Debts), StringComparison.Ordinal);
        _ground.AssertOneWorkingCredential();
    }

    [Theory]
    [InlineData("issue")]
    [InlineData("admit")]
    [InlineData("prove")]
    [InlineData("retire")]
    public async Task A_cloud_that_is_away_for_a_while_only_delays(string call)
    {
        var times = 3;
        _ground.Cloud.Before = made =>
        {
            if (made == call && times-- > 0)
            {
                throw new RotationPortException($"{call}: throttled", RetryClass.Retryable);
            }
        };

        await _ground.RotateAsync();

        Assert.Equal(RotationState.Retired, _ground.Latest.State);
        _ground.AssertOneWorkingCredential();
    }

    [Fact]
    public async Task A_refused_request_abandons_the_rotation()
    {
        _ground.Cloud.Before = call => Refuse(call, "issue");

        var step = await _ground.RotateAsync();

        Assert.Equal(RotationState.Abandoned, _ground.Latest.State);
        Assert.Contains("issue was refused", step.Reason, StringComparison.Ordinal);
        _ground.AssertOneWorkingCredential();
    }

    [Fact]
    public async Task A_refused_PIN_is_not_tried_again_by_whatever_timer()
    {
        _ground.PinIsWrong = true;
        using var engine = _ground.OpenEngine();
        var first = await engine.BeginAsync(new RotationOrder("test"), CancellationToken.None);

        var second = await engine.BeginAsync(new RotationOrder("test"), CancellationToken.None);

        Assert.Equal(RotationProgress.Blocked, first.Progress);
        Assert.Equal(first, second);
        Assert.Equal(1, _ground.PinsRead);
    }

    [Fact]
    public async Task A_foreign_object_that_comes_later_is_not_overwritten_and_the_rotation_is_abandoned()
    {
        using (var engine = await _ground.BeginAsync())
        {
            await _ground.ReachAsync(engine, RotationState.Proved);
            _ground.MakeForeign(RotationGround.Label + RotationObjects.PreviousSuffix);
            await _ground.FinishAsync(engine);
        }

        Assert.Equal(RotationState.Abandoned, _ground.Latest.State);
        Assert.Contains("in the way", _ground.Latest.Reason, StringComparison.Ordinal);
        Assert.Equal(_ground.FirstCertificate, _ground.ActiveCertificate());
        Assert.Equal(2, _ground.Token.ReadContents().Objects.Count(found => found.Label != RotationGround.Label));
    }

    [Theory]
    [InlineData(RotationObjects.StagedSuffix)]
    [InlineData(RotationObjects.PreviousSuffix)]
    public async Task A_lone_foreign_certificate_under_a_reserved_label_is_left_alone_and_no_rotation_begins(
        string suffix
    )
    {
        _ground.StoreForeign(RotationGround.Label + suffix);
        var before = _ground.Places();

        var step = await _ground.RotateAsync();

        Assert.Equal(RotationProgress.Blocked, step.Progress);
        Assert.Contains(RotationGround.Label + suffix, step.Reason, StringComparison.Ordinal);
        Assert.Equal(before, _ground.Places());
        Assert.Empty(_ground.ReadJournal().Records);
    }

    [Fact]
    public async Task An_active_credential_that_somebody_replaces_meanwhile_is_left_alone()
    {
        using (var engine = await _ground.BeginAsync())
        {
            await _ground.ReachAsync(engine, RotationState.Proved);
            var old = new ObjectIdentity(TokenObjectClass.Certificate, _ground.FirstCertificate);
            var found = _ground.Token.ReadContents().Find(old)!;
            using var other = _ground.Cloud.Authority.Issue(KeyOf(found), RotationGround.Subject);
            _ground.Cloud.Register(other);
            _ground.Token.Write(token => token.Destroy(old));
            _ground.Token.Write(token => token.StoreCertificate(other.RawData, found.Label, found.Id));

            await _ground.FinishAsync(engine);
        }

        Assert.Equal(RotationState.Abandoned, _ground.Latest.State);
        Assert.NotEqual(_ground.FirstCertificate, _ground.ActiveCertificate());
        _ground.AssertActiveWorks();
    }

    [Theory]
    [InlineData("garbage\n")]
    [InlineData("{\"v\":9,\"sum\":\"00\",\"record\":{}}\n")]
    public async Task On_the_word_of_a_journal_that_is_not_whole_nothing_is_done(string line)
    {
        using (var begun = await _ground.BeginAsync())
        {
            await _ground.ReachAsync(begun, RotationState.Confirmed);
        }

        var before = _ground.Places();
        await File.AppendAllTextAsync(_ground.Folders.Journal, line);
        using var engine = _ground.OpenEngine();

        var step = await engine.AdvanceAsync(CancellationToken.None);

        Assert.Equal(RotationProgress.Blocked, step.Progress);
        Assert.Contains("not whole", step.Reason, StringComparison.Ordinal);
        Assert.Equal(before, _ground.Places());
    }

    [Fact]
    public async Task A_rotation_is_not_made_on_under_another_label()
    {
        using (await _ground.BeginAsync())
        {
            // Cut off in Planned.
        }

        var before = _ground.Places();
        using (var other = _ground.OpenEngine("other"))
        {
            var step = await other.AdvanceAsync(CancellationToken.None);

            Assert.Equal((RotationProgress.Blocked, FailureKind.Unusable), (step.Progress, step.Failure));
            Assert.Contains($"'{RotationGround.Label}'", step.Reason, StringComparison.Ordinal);
            Assert.Contains("'other'", step.Reason, StringComparison.Ordinal);
        }

        Assert.Equal(before, _ground.Places());
        await _ground.FinishAsync();
        Assert.Equal(RotationState.Retired, _ground.Latest.State);
        _ground.AssertOneWorkingCredential();
    }

    [Fact]
    public async Task An_exchange_of_labels_comes_to_its_end_whatever_the_active_label_is_now()
    {
        using (await _ground.BeginAsync(RotationState.Switching))
        {
            // Cut off before the first write.
        }

        using var other = _ground.OpenEngine("other");
        await RotationGround.PauseAsync(other);

        Assert.Equal(RotationState.Switched, _ground.Latest.State);
        Assert.NotEqual(_ground.FirstCertificate, _ground.ActiveCertificate());
        _ground.AssertActiveWorks();
    }

    [Fact]
    public async Task Labels_that_another_program_brings_back_are_exchanged_again_before_anything_is_destroyed()
    {
        using var engine = await _ground.BeginAsync();
        await _ground.ReachAsync(engine, RotationState.Confirmed);
        var listed = _ground.Latest.Objects.Single(one =>
            one is { Role: RotationRole.Previous, Class: TokenObjectClass.PublicKey }
        );
        _ground.Token.Write(token => token.Relabel(listed.Identity, "elsewhere", RandomNumberGenerator.GetBytes(16)));

        await _ground.FinishAsync(engine);

        Assert.Equal(RotationState.Retired, _ground.Latest.State);
        _ground.AssertOneWorkingCredential();
    }

    [Fact]
    public async Task The_pauses_of_a_switch_do_not_grow_because_the_device_may_have_no_credential_meanwhile()
    {
        using var engine = await _ground.BeginAsync();
        await _ground.ReachAsync(engine, RotationState.Switching);
        _ground.OpeningToken = () => throw new IOException("the store is locked");

        for (var failures = 0; failures < 20; failures++)
        {
            var step = await engine.AdvanceAsync(CancellationToken.None);

            Assert.Equal(RotationProgress.Wait, step.Progress);
            Assert.True(step.Delay <= _ground.Settings.FirstPause);
        }
    }

    [Fact]
    public async Task The_pauses_of_any_other_step_grow_up_to_the_longest()
    {
        using var engine = await _ground.BeginAsync();
        _ground.OpeningToken = () => throw new IOException("the store is locked");
        var delays = new List<TimeSpan>();

        for (var failures = 0; failures < 40; failures++)
        {
            delays.Add((await engine.AdvanceAsync(CancellationToken.None)).Delay);
        }

        Assert.True(delays.Max() > _ground.Settings.FirstPause);
        Assert.All(delays, delay => Assert.InRange(delay, TimeSpan.Zero, _ground.Settings.LongestPause));
    }

    private static PublicKey KeyOf(TokenObject certificate)
    {
        using var parsed = X509CertificateLoader.LoadCertificate(certificate.Content.Span);
        return parsed.PublicKey;
    }

    private static void Lose(string call, string lost)
    {
        if (call == lost)
        {
            throw new RotationPortException($"{call}: the connection broke", RetryClass.Retryable);
        }
    }

    private static void Refuse(string call, string refused)
    {
        if (call == refused)
        {
            throw new RotationPortException($"{call} was refused", RetryClass.Permanent);
        }
    }
}
