using GreengrassTpm.GreengrassIpc;
using Xunit;

namespace GreengrassTpm.Tests.GreengrassIpc;

/// <summary>A device that the tests of one class share.</summary>
public abstract class NucleusFixture(NucleusFlavour flavour) : IAsyncLifetime
{
    public NucleusFlavour Flavour { get; } = flavour;

    public NucleusDevice Device { get; private set; } = null!;

    public async Task InitializeAsync() => Device = await NucleusDevice.StartAsync(Flavour);

    public async Task DisposeAsync() => await Device.DisposeAsync();
}

public sealed class ClassicNucleus() : NucleusFixture(NucleusFlavour.Classic);

public sealed class LiteNucleus() : NucleusFixture(NucleusFlavour.Lite);
