using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>What <see cref="ICredentialActivator"/> promises where a nucleus uses the credential.</summary>
public abstract class CredentialActivatorContract
{
    protected abstract ICredentialActivator Activator { get; }

    protected abstract BootClock Clock { get; }

    /// <summary>Whether it sees every start of the nucleus; if not, it counts those that it has brought about, and boots.</summary>
    protected virtual bool SeesEveryStart => true;

    [Fact]
    public void A_nucleus_that_started_before_the_change_has_an_old_picture()
    {
        StartNucleus();
        LetTimePass();

        Assert.Null(Activator.ActiveSince(Clock.Now()));
    }

    [Fact]
    public void A_nucleus_that_started_after_the_change_is_active_since_then()
    {
        var changed = Clock.Now();
        LetTimePass();
        StartNucleus();

        var since = Activator.ActiveSince(changed);

        Assert.Equal(SeesEveryStart, since is not null);
        Assert.True(since is null || since.Since(changed) > TimeSpan.Zero);
    }

    [Fact]
    public void A_nucleus_of_this_boot_is_younger_than_a_change_in_an_earlier_one()
    {
        StartNucleus();

        Assert.NotNull(Activator.ActiveSince(new BootTime("an earlier boot", TimeSpan.FromDays(9))));
    }

    [Fact]
    public void A_nucleus_that_is_not_there_is_not_active() => Assert.Null(Activator.ActiveSince(Clock.Now()));

    [Fact]
    public void Where_nobody_has_started_since_an_earlier_boot_nobody_is_active() =>
        Assert.Equal(
            SeesEveryStart,
            Activator.ActiveSince(new BootTime("an earlier boot", TimeSpan.FromDays(9))) is null
        );

    [Fact]
    public async Task An_activation_gives_every_user_the_new_picture()
    {
        StartNucleus();
        LetTimePass();
        var changed = Clock.Now();
        LetTimePass();

        Assert.Equal(ActivationOutcome.Begun, await Activator.ActivateAsync(CancellationToken.None));

        Deadline.WaitFor(() => Activator.ActiveSince(changed) is not null, "a nucleus that is younger than the change");
    }

    [Fact]
    public async Task In_the_middle_of_a_deployment_nothing_is_started()
    {
        StartNucleus();
        LetTimePass();
        var changed = Clock.Now();
        BeginDeployment();

        Assert.Equal(ActivationOutcome.Deferred, await Activator.ActivateAsync(CancellationToken.None));

        Assert.Null(Activator.ActiveSince(changed));
    }

    protected abstract void StartNucleus();

    protected abstract void LetTimePass();

    protected abstract void BeginDeployment();
}
