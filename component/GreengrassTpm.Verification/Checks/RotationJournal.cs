namespace GreengrassTpm.Verification;

/// <summary>Every line of the journal of rotations can be read.</summary>
internal static class RotationJournal
{
    internal static Check Check { get; } = new("rotation.journal", "The journal is whole", false, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Journal.Judge(journal =>
            journal.Contents switch
            {
                { DamagedLines: { Count: > 0 } damaged } => Finding.Failed(
                    $"{journal.Path}: damaged lines ({string.Join(", ", damaged)}).",
                    "Keep the file. Nothing is destroyed on the word of a damaged journal, so old objects may stay on the token: have it looked at before it is set aside."
                ),
                { LaterVersionLines: { Count: > 0 } later } => Finding.Warning(
                    $"{journal.Path}: lines of a later version ({string.Join(", ", later)}).",
                    "Go back to the later version of this product, which can read them."
                ),
                { Records.Count: 0 } => Finding.Ok("There has been no rotation yet."),
                _ => Finding.Ok(
                    $"{journal.Path}: {journal.History.Rotations.Count} rotations, {journal.Contents.Records.Count} records."
                ),
            }
        );
}
