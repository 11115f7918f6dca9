using GreengrassTpm.Credentials;

namespace GreengrassTpm.Tests.Credentials;

// The ports that the rotation's own tests work with keep the contracts, too: else those tests would show nothing.

public sealed class ImaginedIssuerTests() : CredentialIssuerContract(new ImaginedGround());

public sealed class ImaginedRegistryTests() : CredentialRegistryContract(new ImaginedGround());

public sealed class ImaginedProverTests() : CredentialProverContract(new ImaginedGround());

public sealed class ImaginedConfirmerTests() : CredentialConfirmerContract(new ImaginedGround());

public sealed class ImaginedActivatorTests : CredentialActivatorContract
{
    private readonly ManualBootClock _clock = new();
    private readonly ImaginedNucleus _nucleus;

    public ImaginedActivatorTests() => _nucleus = new ImaginedNucleus(_clock, () => "certificate");

    protected override ICredentialActivator Activator => _nucleus;

    protected override BootClock Clock => _clock;

    protected override void StartNucleus() => _nucleus.Start();

    protected override void LetTimePass() => _clock.Advance(TimeSpan.FromSeconds(1));

    protected override void BeginDeployment() => _nucleus.Busy = true;
}
