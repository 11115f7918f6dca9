namespace GreengrassTpm.Credentials;

/// <summary>Whether somebody asks for a rotation, beyond the schedule.</summary>
public enum RotationRequest
{
    /// <summary>Nobody: the schedule decides.</summary>
    None,

    /// <summary>A deployment or a job asks.</summary>
    Requested,

    /// <summary>Somebody insists: neither the minimum interval, nor earlier rollbacks, nor the configuration hold it up.</summary>
    Forced,
}
