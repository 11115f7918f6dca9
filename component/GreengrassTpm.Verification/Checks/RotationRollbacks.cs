namespace GreengrassTpm.Verification;

/// <summary>The latest rotations have not been taken back: after two in a row rotation stops by itself.</summary>
internal static class RotationRollbacks
{
    private const int MostInARow = 2;

    internal static Check Check { get; } = new("rotation.rollbacks", "Rotations come to their end", false, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Journal.Judge(journal =>
        {
            int count = journal.History.RollbacksInARow;
            string reason = count > 0 ? journal.History.Rotations[^1].Reason ?? "no reason was noted" : "";
            return count switch
            {
                0 => Finding.Ok("The latest rotation was not taken back."),
                < MostInARow => Finding.Warning(
                    $"The latest rotation was taken back: {reason}.",
                    "Look at the reason before the next one."
                ),
                _ => Finding.Warning(
                    $"The latest {count} rotations were taken back, the last one because: {reason}. No other is begun by itself.",
                    "Remove the reason, then: greengrass-tpm rotate"
                ),
            };
        });
}
