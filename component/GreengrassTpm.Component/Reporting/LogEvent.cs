namespace GreengrassTpm.Component;

/// <summary>What the component's log tells. The numbers are stable: alarms may be set on them (docs/OPERATIONS.md lists them).</summary>
internal enum LogEvent
{
    /// <summary>The component has connected to the nucleus.</summary>
    Connected = 100,

    /// <summary>The connection to the nucleus was lost; the component is connecting again.</summary>
    ConnectionLost = 101,

    /// <summary>The component ends.</summary>
    Ending = 102,

    /// <summary>A configuration is in force.</summary>
    Configured = 110,

    /// <summary>A configuration has problems and is not taken.</summary>
    ConfigurationInvalid = 111,

    /// <summary>A key of the configuration is not known.</summary>
    ConfigurationUnknownKey = 112,

    /// <summary>The device was examined and is fit.</summary>
    Verified = 200,

    /// <summary>The device was examined and something was found.</summary>
    VerificationFindings = 201,

    /// <summary>When the next rotation is due.</summary>
    RenewalDecided = 300,

    /// <summary>A rotation has begun.</summary>
    RotationBegun = 301,

    /// <summary>A rotation has made a step.</summary>
    RotationStep = 302,

    /// <summary>A rotation waits.</summary>
    RotationWaits = 303,

    /// <summary>A rotation has come to a good end.</summary>
    RotationDone = 304,

    /// <summary>A rotation could not begin, or has ended without a new credential.</summary>
    RotationFailed = 305,

    /// <summary>A rotation needs somebody.</summary>
    RotationBlocked = 306,

    /// <summary>The nucleus is being restarted to take up a credential.</summary>
    NucleusRestart = 310,

    /// <summary>A restart of the nucleus waits for a better moment.</summary>
    NucleusRestartDeferred = 311,

    /// <summary>No recovery runs before the nucleus starts.</summary>
    RecoveryMissing = 312,

    /// <summary>Recovery was put in place.</summary>
    RecoveryInstalled = 313,

    /// <summary>The timer behind a switch could not be set or ended.</summary>
    RevivalFailed = 314,

    /// <summary>A job was taken.</summary>
    JobTaken = 400,

    /// <summary>A job was refused, or is no job for this component.</summary>
    JobRefused = 401,

    /// <summary>A job has ended, or was cancelled.</summary>
    JobEnded = 402,

    /// <summary>Jobs or reports do not get through.</summary>
    CloudUnreachable = 403,

    /// <summary>A deployment was put off.</summary>
    DeploymentDeferred = 410,

    /// <summary>A person at the device has asked for something.</summary>
    CommandTaken = 420,
}
