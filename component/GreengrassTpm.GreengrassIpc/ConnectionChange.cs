namespace GreengrassTpm.GreengrassIpc;

/// <summary>What happened to the connection.</summary>
public enum ConnectionState
{
    /// <summary>The nucleus has accepted the connection.</summary>
    Connected,

    /// <summary>The connection is lost; the client is connecting again.</summary>
    Lost,

    /// <summary>The client has given up for good.</summary>
    GivenUp,
}

/// <summary>A change of the connection.</summary>
/// <param name="State">What happened.</param>
/// <param name="Cause">Why, if it is bad and known.</param>
public sealed record ConnectionChange(ConnectionState State, Exception? Cause);
