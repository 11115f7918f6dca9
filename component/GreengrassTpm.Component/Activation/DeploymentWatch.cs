namespace GreengrassTpm.Component;

/// <summary>Knows whether a deployment is under way: by the classic nucleus' own marker, and by what it announces.</summary>
/// <param name="marker">What the classic nucleus has in its root folder while it carries out a deployment.</param>
/// <param name="time">Counts how long an announcement counts.</param>
internal sealed class DeploymentWatch(string marker, TimeProvider time)
{
    // A deployment that restarts the nucleus, or that is announced before the connection is lost, has no end that is told.
    private static readonly TimeSpan LongestAnnouncement = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private string? _announced;
    private long _since;

    /// <summary>Whether one is under way.</summary>
    internal bool UnderWay
    {
        get
        {
            lock (_gate)
            {
                bool isAnnounced = _announced is not null && time.GetElapsedTime(_since) < LongestAnnouncement;
                return isAnnounced || new FileInfo(marker).LinkTarget is not null || File.Exists(marker);
            }
        }
    }

    /// <summary>A deployment goes on after having asked.</summary>
    internal void Begins(string deploymentId)
    {
        lock (_gate)
        {
            _announced = deploymentId;
            _since = time.GetTimestamp();
        }
    }

    /// <summary>A deployment has ended.</summary>
    internal void Ends(string deploymentId)
    {
        lock (_gate)
        {
            _announced = _announced == deploymentId ? null : _announced;
        }
    }
}
