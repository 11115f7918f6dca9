using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests;

/// <summary>One software TPM and one certification authority for a collection; each device in it has a store of its own.</summary>
public sealed class SoftwareTpmFixture : IDisposable
{
    public SoftwareTpm Tpm { get; } = SoftwareTpm.Start(new SoftwareTpmOptions { AllowOtherUsers = true });

    public TestAuthority Authority { get; } = TestAuthority.Create();

    /// <summary>The handles that any number of provisionings may leave: those of the new chip, and the storage root key's.</summary>
    public IReadOnlyList<string> HandlesAllowed { get; }

    public SoftwareTpmFixture()
    {
        using Device device = new(Tpm);
        HandlesAllowed = [.. device.PersistentHandles().Append("0X81000001").Distinct().Order()];
    }

    public void Dispose()
    {
        Authority.Dispose();
        Tpm.Dispose();
    }
}

/// <summary>Tests of the component's commands, which share one software TPM; the collections run side by side.</summary>
[CollectionDefinition(Name)]
public sealed class ComponentTpm : ICollectionFixture<SoftwareTpmFixture>
{
    public const string Name = "software TPM of the commands";
}

/// <summary>Tests of the component in a nucleus, which share another one.</summary>
[CollectionDefinition(Name)]
public sealed class NucleusTpm : ICollectionFixture<SoftwareTpmFixture>
{
    public const string Name = "software TPM of the nucleus";
}

/// <summary>Tests of the bootstrap program, which share another one.</summary>
[CollectionDefinition(Name)]
public sealed class BootstrapTpm : ICollectionFixture<SoftwareTpmFixture>
{
    public const string Name = "software TPM of the bootstrap program";
}
