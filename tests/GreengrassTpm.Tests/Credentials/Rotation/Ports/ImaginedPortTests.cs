using System.Diagnostics.CodeAnalysis;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Tests.Credentials;

// The ports that the rotation's own tests work with keep the contracts, too: else those tests would show nothing.

[SuppressMessage(
    "Reliability",
    "CA2000:Dispose objects before losing scope",
    Justification = "The contract disposes of its ground."
)]
public sealed class ImaginedIssuerTests() : CredentialIssuerContract(new ImaginedGround());

[SuppressMessage(
    "Reliability",
    "CA2000:Dispose objects before losing scope",
    Justification = "The contract disposes of its ground."
)]
public sealed class ImaginedRegistryTests() : CredentialRegistryContract(new ImaginedGround());

[SuppressMessage(
    "Reliability",
    "CA2000:Dispose objects before losing scope",
    Justification = "The contract disposes of its ground."
)]
public sealed class ImaginedProverTests() : CredentialProverContract(new ImaginedGround());

[SuppressMessage(
    "Reliability",
    "CA2000:Dispose objects before losing scope",
    Justification = "The contract disposes of its ground."
)]
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
