using System.Globalization;
using GreengrassTpm.Build;
using GreengrassTpm.ScenarioTests.Component;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>Rotations on tpm2-pkcs11 that are killed at random instants, for as long as is asked for.</summary>
[Trait("Category", TestSuite.KillCategory)]
public sealed class RandomKills(SoftwareTpmFixture shared, ITestOutputHelper output)
    : RotationKills(new RotationGround(shared.Tpm), output),
        IClassFixture<SoftwareTpmFixture>
{
    [Fact]
    public void Killed_at_random_instants_rotations_end_with_one_working_credential()
    {
        string minutes = Environment.GetEnvironmentVariable(TestSuite.KillMinutesVariable) ?? "1";
        TryInstants(
            TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)),
            KilledRun.Rotation,
            KilledRun.CertificateOnly
        );
    }
}
