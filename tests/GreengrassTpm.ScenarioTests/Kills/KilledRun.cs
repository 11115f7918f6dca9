using GreengrassTpm.Credentials;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>A kind of run of <c>rotate</c> that is killed.</summary>
/// <param name="Title">What it does, for the table.</param>
/// <param name="Arguments">How <c>rotate</c> is started.</param>
internal sealed record KilledRun(string Title, params string[] Arguments)
{
    /// <summary>A rotation of key and certificate.</summary>
    public static KilledRun Rotation { get; } = new("rotation");

    /// <summary>A rotation of the certificate alone.</summary>
    public static KilledRun CertificateOnly { get; } = new("certificate-only rotation", "--mode", "certificate-only");

    /// <summary>The way back of a rotation whose new certificate is refused after the switch; the way there is <see cref="Rotation"/>'s.</summary>
    public static KilledRun Rollback { get; } =
        new("rollback")
        {
            // Generation, certificate, six writes of the switch.
            FirstCall = 9,
            FirstState = RotationState.RollingBack,
            IsRefused = true,
        };

    /// <summary>The number of the first call that is tried.</summary>
    public int FirstCall { get; private init; } = 1;

    /// <summary>The state whose first record is the first that is tried.</summary>
    public RotationState FirstState { get; private init; } = RotationState.Planned;

    /// <summary>Whether the cloud refuses each new certificate after the switch.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>The run by its title.</summary>
    public static KilledRun Named(string title) =>
        new[] { Rotation, CertificateOnly, Rollback }.Single(run => run.Title == title);
}
