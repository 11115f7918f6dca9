namespace GreengrassTpm.Build;

/// <summary>The test projects and how the build runs them.</summary>
public static class TestSuite
{
    /// <summary>The variable through which tests find the published executables: an absolute folder.</summary>
    public const string ArtifactsVariable = "GREENGRASSTPM_ARTIFACTS";

    /// <summary>The variable that says how many inputs each fuzz test tries.</summary>
    public const string FuzzInputsVariable = "GREENGRASSTPM_FUZZ_INPUTS";

    /// <summary>The category that the target Fuzz runs.</summary>
    public const string FuzzCategory = "Fuzz";

    /// <summary>The category that the target Kill runs.</summary>
    public const string KillCategory = "Kill";

    /// <summary>The variable that says for how many minutes programs are killed at random instants.</summary>
    public const string KillMinutesVariable = "GREENGRASSTPM_KILL_MINUTES";

    /// <summary>The category that the target Soak runs.</summary>
    public const string SoakCategory = "Soak";

    /// <summary>The variable that says how often devices are provisioned, rotated and torn down.</summary>
    public const string SoakCyclesVariable = "GREENGRASSTPM_SOAK_CYCLES";

    /// <summary>The variable that names the file which the counts are added to.</summary>
    public const string SoakReportVariable = "GREENGRASSTPM_SOAK_REPORT";

    /// <summary>The project that holds the tests of that category.</summary>
    public const string SoakProject = "tests/GreengrassTpm.ScenarioTests";

    /// <summary>The category that the target Browser runs.</summary>
    public const string BrowserCategory = "Browser";

    /// <summary>The project that holds the tests in a browser.</summary>
    public const string BrowserProject = "tests/GreengrassTpm.Tests";

    /// <summary>The variable that says where tests keep their screenshots: an absolute folder.</summary>
    public const string ScreenshotsVariable = "GREENGRASSTPM_SCREENSHOTS";

    /// <summary>The project that holds the fuzz tests.</summary>
    public const string FuzzProject = "tests/GreengrassTpm.Tests";

    /// <summary>The suite that needs no chip and no published executable; the target Test runs it first.</summary>
    public const string QuickProject = "tests/GreengrassTpm.Tests";

    /// <summary>The suites whose tests have software TPMs and devices of their own; the target Kill finds its tests in both.</summary>
    public static IReadOnlyList<string> DeviceProjects { get; } =
    ["tests/GreengrassTpm.TokenTests", "tests/GreengrassTpm.ScenarioTests"];

    /// <summary>The categories that take too long for every change, or need what not every machine has; each has a target of its own.</summary>
    public static IReadOnlyList<string> OtherCategories { get; } =
    [FuzzCategory, KillCategory, SoakCategory, BrowserCategory, "Arm64", "Bench"];
}
