using GreengrassTpm.Credentials;

namespace GreengrassTpm.Verification;

/// <summary>The nucleus uses the credential that carries the label; it notices a new one at its next start only.</summary>
internal static class RotationActivation
{
    internal static Check Check { get; } = new("rotation.activation", "No activation is pending", false, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Journal.Judge(journal =>
            journal.History.Unfinished is { State: RotationState.Switched } rotation
                ? Finding.Warning(
                    $"Activation is pending: the new credential carries the label since {Time.Text(rotation.Reached)}, and the nucleus has not been seen to use it.",
                    "Restart the nucleus, or wait for its next start if that is what is configured."
                )
                : Finding.Ok("No activation is pending.")
        );
}
