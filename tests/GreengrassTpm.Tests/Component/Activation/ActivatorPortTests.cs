using System.Text.Json.Nodes;
using GreengrassTpm.Component;
using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using GreengrassTpm.Tests.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Component;

/// <summary>The contract over a nucleus in a process of its own, which a service manager restarts.</summary>
public abstract class NucleusActivatorContract(string flavour, params string[] units)
    : CredentialActivatorContract,
        IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("nucleus-");
    private readonly DeploymentWatch _deployments = new("/nowhere/ongoing", TimeProvider.System);
    private FakeServiceManager? _services;

    protected string Root => _root.FullName;

    protected override BootClock Clock => BootClock.System;

    private protected ActivationGate Gate =>
        new(
            ActivationTime.Restart,
            _deployments,
            () => true,
            _services?.RestartCommand(units) ?? ["/nowhere/systemctl"],
            new EventLog(TextWriter.Null)
        );

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await (_services?.DisposeAsync() ?? ValueTask.CompletedTask);
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task A_restart_that_fails_is_told_and_does_not_count()
    {
        var changed = Clock.Now();
        LetTimePass();

        var error = await Assert.ThrowsAsync<RotationPortException>(() =>
            Activator.ActivateAsync(CancellationToken.None)
        );

        Assert.Contains("/nowhere/systemctl", error.Message, StringComparison.Ordinal);
        Assert.Null(Activator.ActiveSince(changed));
    }

    protected override void StartNucleus() =>
        _services = Task.Run(() =>
                FakeServiceManager.StartAsync(() => FakeNucleusProcess.StartAsync(flavour, Root, new JsonObject()))
            )
            .GetAwaiter()
            .GetResult();

    /// <summary>A process' start is known to a hundredth of a second.</summary>
    protected override void LetTimePass()
    {
        TimeSpan later = Clock.Now().Uptime + TimeSpan.FromMilliseconds(20);
        Deadline.WaitFor(() => Clock.Now().Uptime > later, "the clock to go on");
    }

    protected override void BeginDeployment() => _deployments.Begins("a deployment");
}

public sealed class ClassicActivatorTests() : NucleusActivatorContract("classic", "greengrass.service")
{
    protected override ICredentialActivator Activator =>
        new ClassicActivator(new NucleusProcess(Path.Combine(Root, "ipc.socket"), Clock), Gate);
}

public sealed class LiteActivatorTests()
    : NucleusActivatorContract("lite", "ggl.core.tesd.service", "ggl.core.ggdeploymentd.service")
{
    protected override ICredentialActivator Activator =>
        new LiteActivator(Path.Combine(Root, "activation.json"), Clock, Gate);

    /// <summary>
    /// Nucleus lite's daemons start one by one, and none tells. A start that goes unnoticed costs another one, and does no harm;
    /// that a boot starts them is systemd's word.
    /// </summary>
    protected override bool SeesEveryStart => false;
}
