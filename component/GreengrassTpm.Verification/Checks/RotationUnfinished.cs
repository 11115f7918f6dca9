using GreengrassTpm.Credentials;

namespace GreengrassTpm.Verification;

/// <summary>No rotation stands still in the middle.</summary>
internal static class RotationUnfinished
{
    internal static Check Check { get; } = new("rotation.unfinished", "No rotation is unfinished", false, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Journal.Judge(journal =>
            journal.History.Unfinished switch
            {
                null => Finding.Ok("No rotation is unfinished."),
                { State: RotationState.Switched } => Finding.Ok("One is switched and waits for its confirmation."),
                { State: RotationState.Confirmed or RotationState.Retiring } rotation => Finding.Warning(
                    $"The new credential is in use; the previous one is not retired yet (state {rotation.State} since {Time.Text(rotation.Reached)}).",
                    "Nothing, if the soak is not over; otherwise look at the component's log."
                ),
                { } rotation => Finding.Warning(
                    $"A rotation that began {Time.Text(rotation.Began)} is in state {rotation.State} since {Time.Text(rotation.Reached)}.",
                    "If no rotation is running, let it be finished or taken back: greengrass-tpm recover"
                ),
            }
        );
}
