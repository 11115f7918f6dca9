namespace GreengrassTpm.Credentials;

/// <summary>What became of an activation.</summary>
public enum ActivationOutcome
{
    /// <summary>It is under way.</summary>
    Begun,

    /// <summary>Now is not the time: a deployment is under way, or the next natural start is to be awaited.</summary>
    Deferred,
}
