namespace GreengrassTpm.Component;

/// <summary>When the nucleus takes up a new credential.</summary>
public enum ActivationTime
{
    /// <summary>It is restarted once the switch is made.</summary>
    Restart,

    /// <summary>At its next start, whoever brings that about; both certificates stay valid until then.</summary>
    NextRestart,
}
