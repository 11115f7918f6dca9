using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>What <see cref="ICredentialActivator"/> promises where a nucleus uses the credential.</summary>
public abstract class CredentialActivatorContract
{
    protected abstract ICredentialActivator Activator { get; }

    protected abstract BootClock Clock { get; }

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

        Assert.NotNull(since);
        Assert.True(since.Since(changed) > TimeSpan.Zero);
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
    public async Task An_activation_gives_every_user_the_new_picture()
    {
        StartNucleus();
        LetTimePass();
        var changed = Clock.Now();
        LetTimePass();

        Assert.Equal(ActivationOutcome.Begun, await Activator.ActivateAsync(CancellationToken.None));

        Assert.NotNull(Activator.ActiveSince(changed));
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
