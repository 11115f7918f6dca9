namespace GreengrassTpm.Credentials;

/// <summary>Which credential is to get the active label.</summary>
public enum SwitchDirection
{
    /// <summary>The staged one: the switch.</summary>
    Forward,

    /// <summary>The previous one: the rollback.</summary>
    Back,
}
