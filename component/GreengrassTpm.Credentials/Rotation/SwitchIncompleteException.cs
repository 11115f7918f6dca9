namespace GreengrassTpm.Credentials;

/// <summary>A switch or a rollback cannot be completed, because an object that is to become active is gone.</summary>
/// <param name="tokenLabel">The token.</param>
/// <param name="absent">The object.</param>
public sealed class SwitchIncompleteException(string tokenLabel, RotationObject absent)
    : Exception(
        $"the {absent.Role.ToString().ToLowerInvariant()} credential on token '{tokenLabel}' is not whole: {absent.Identity} is missing"
    )
{
    /// <summary>The object that is gone.</summary>
    public RotationObject Absent { get; } = absent;
}
