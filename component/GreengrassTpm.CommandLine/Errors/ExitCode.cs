namespace GreengrassTpm.CommandLine;

/// <summary>What the program's end tells its caller; the same numbers for both executables.</summary>
public enum ExitCode
{
    /// <summary>Done, or fit for service.</summary>
    Done = 0,

    /// <summary>Failed, or unfit for service.</summary>
    Failed = 2,

    /// <summary>What was to be examined could not be reached.</summary>
    NotExamined = 3,

    /// <summary>Fit for service, with warnings.</summary>
    Warnings = 10,

    /// <summary>The command line is wrong (EX_USAGE of sysexits.h).</summary>
    Usage = 64,

    /// <summary>Nothing is wrong that time or free space will not cure (EX_TEMPFAIL).</summary>
    RetryLater = 75,

    /// <summary>Permission or PIN (EX_NOPERM).</summary>
    Permission = 77,

    /// <summary>The device or what was given is not set up as needed (EX_CONFIG).</summary>
    Configuration = 78,
}
