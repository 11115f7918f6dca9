using GreengrassTpm.Credentials;

namespace GreengrassTpm.Verification;

/// <summary>The journal of rotations.</summary>
/// <param name="Path">The file.</param>
/// <param name="Contents">What it says.</param>
public sealed record JournalFacts(string Path, JournalContents Contents)
{
    /// <summary>What its records mean together.</summary>
    public RotationHistory History => new(Rotation.Tell(Contents.Records));
}
