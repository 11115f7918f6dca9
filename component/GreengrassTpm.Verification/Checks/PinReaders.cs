namespace GreengrassTpm.Verification;

/// <summary>Only its owner and its group can read the files that hold the PIN.</summary>
internal static class PinReaders
{
    internal static Check Check { get; } = new("pin.readers", "The PIN is closed to other users", false, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Pin.Judge(pin =>
        {
            FileFacts[] open = [.. pin.Places.Where(file => file.IsReadableByOthers || file.IsWritableByOthers)];
            return (pin.Places, open) switch
            {
                ({ Count: 0 }, _) => Finding.Skipped("No file that holds the PIN is known."),
                (_, { Length: > 0 }) => Finding.Failed(
                    $"Every user may read or write {string.Join(", ", (IEnumerable<FileFacts>)open)}.",
                    $"Take the right away and change the PIN: chmod o-rwx {string.Join(' ', open.Select(file => file.Path))}"
                ),
                _ => Finding.Ok($"{string.Join(", ", pin.Places)}."),
            };
        });
}
