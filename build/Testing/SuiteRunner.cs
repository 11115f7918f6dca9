using System.Globalization;
using System.Xml.Linq;
using Cake.Common.IO;
using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Test;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace GreengrassTpm.Build;

/// <summary>Runs compiled test suites and adds up what they say.</summary>
/// <param name="context">The build's context.</param>
/// <param name="totals">Where the suites are added up.</param>
internal sealed class SuiteRunner(BuildContext context, TestTotals totals)
{
    /// <summary>A test that takes so long hangs; the run is then ended, and counts as failed.</summary>
    private static readonly TimeSpan LongestTest = TimeSpan.FromMinutes(20);

    /// <summary>Runs one suite.</summary>
    /// <param name="project">The test project's folder, relative to the root.</param>
    /// <param name="filter">Which tests, in the language of <c>dotnet test --filter</c>.</param>
    /// <param name="variables">What the tests find in their environment, beside the folder of the published executables.</param>
    public void Run(string project, string filter, params IEnumerable<KeyValuePair<string, string>> variables) =>
        Run(project, filter, LongestTest, variables);

    /// <summary>Runs suites at the same time: each spends much of its own in waiting for chips and programs.</summary>
    /// <param name="projects">The test projects' folders, relative to the root.</param>
    /// <param name="filter">Which tests, in the language of <c>dotnet test --filter</c>.</param>
    public void RunTogether(IEnumerable<string> projects, string filter)
    {
        Task<TestReport>[] runs =
        [
            .. projects.Select(project => Task.Run(() => Report(project, filter, LongestTest, []))),
        ];
        foreach (Task<TestReport> run in runs)
        {
            Add(run.GetAwaiter().GetResult());
        }
    }

    /// <summary>Runs one suite of tests that take their time.</summary>
    /// <param name="project">The test project's folder, relative to the root.</param>
    /// <param name="filter">Which tests, in the language of <c>dotnet test --filter</c>.</param>
    /// <param name="longestTest">A test that takes so long hangs; the run is then ended, and counts as failed.</param>
    /// <param name="variables">What the tests find in their environment, beside the folder of the published executables.</param>
    public void Run(
        string project,
        string filter,
        TimeSpan longestTest,
        params IEnumerable<KeyValuePair<string, string>> variables
    ) => Add(Report(project, filter, longestTest, variables));

    private void Add(TestReport report)
    {
        foreach (string table in report.Tables)
        {
            context.Log.Information("\n{0}", table);
        }

        totals.Add(report);
    }

    private TestReport Report(
        string project,
        string filter,
        TimeSpan longestTest,
        IEnumerable<KeyValuePair<string, string>> variables
    )
    {
        FilePath projectFile = context.Paths.Project(project);
        string suite = projectFile.GetFilenameWithoutExtension().ToString();
        FilePath results = context.Paths.TestResults.CombineWithFilePath($"{suite}.trx");
        context.EnsureDirectoryExists(context.Paths.TestResults);
        context.DeleteFiles(results.FullPath);
        int exitCode = 0;
        context.DotNetTest(
            projectFile.FullPath,
            new DotNetTestSettings
            {
                Configuration = context.BuildConfiguration,
                NoBuild = true,
                NoLogo = true,
                Filter = filter,
                Loggers = [$"trx;LogFileName={results.GetFilename()}"],
                ResultsDirectory = context.Paths.TestResults,
                EnvironmentVariables = new Dictionary<string, string>(variables)
                {
                    [TestSuite.ArtifactsVariable] = context.Paths.Published.FullPath,
                },
                ArgumentCustomization = arguments =>
                    arguments
                        .Append("--blame-hang-timeout")
                        .Append(string.Create(CultureInfo.InvariantCulture, $"{longestTest.TotalSeconds:0}s"))
                        .Append("--blame-hang-dump-type")
                        .Append("none"),
                HandleExitCode = code =>
                {
                    exitCode = code;
                    return true;
                },
            }
        );
        XDocument? trx = context.FileExists(results) ? XDocument.Load(results.FullPath) : null;
        return TestReport.Read(suite, trx, exitCode);
    }

    /// <summary>Fails the build unless some tests passed and none failed.</summary>
    /// <exception cref="CakeException">A test failed, or none ran.</exception>
    public void Judge()
    {
        foreach (string failure in totals.Failures)
        {
            context.Log.Error("failed: {0}", failure);
        }

        if (totals.Failures.Any())
        {
            throw new CakeException(
                $"Tests failed: {totals}. What they said is above and in {context.Paths.TestResults}."
            );
        }

        if (totals.Passed == 0)
        {
            throw new CakeException("No test ran.");
        }
    }
}
