using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using GreengrassTpm.Testing;

namespace GreengrassTpm.Benchmarks;

/// <summary>
/// The published component, started by hand with what a fake nucleus gives it: the time from its start to the nucleus' consent,
/// and what it takes of memory and processor when it has examined the device and waits.
/// </summary>
internal static class ComponentBenchmark
{
    private const string Component = "com.example.Benchmark";
    private const string Connected = "GTPM-100 ";
    private const string Examined = "GTPM-200 ";
    private const int Rounds = 20;
    private static readonly TimeSpan TimeToRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    /// <summary>Runs it and prints the table.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        using SoftwareTpm tpm = SoftwareTpm.Start();
        using PrivateFolder folder = PrivateFolder.Create();
        string nucleusRoot = folder.Folder("nucleus");
        string root = Provision(tpm, folder.Path, nucleusRoot);
        await using FakeNucleusProcess nucleus = await FakeNucleusProcess.StartAsync(
            "classic",
            nucleusRoot,
            Device(),
            Path.Combine(nucleusRoot, "config/effectiveConfig.yaml"),
            new Dictionary<string, string>(tpm.Environment) { ["TPM2_PKCS11_STORE"] = StoreOf(root) }
        );
        ProcessStartInfo start = await StartAsync(nucleus, tpm, root, nucleusRoot);
        List<double> times = [];
        for (int round = 0; round < Rounds; round++)
        {
            using Process process = Process.Start(start)!;
            long begun = Stopwatch.GetTimestamp();
            await WaitForAsync(process, Connected);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await EndAsync(process);
        }

        times.Sort();
        await output.WriteLineAsync($"{"component", -44} {"median", 12} {"least", 12} {"most", 12}");
        await PrintAsync(output, "start to connected, ms", times[Rounds / 2], times[0], times[^1]);
        await MeasureRestAsync(output, start);
    }

    private static async Task MeasureRestAsync(TextWriter output, ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        await WaitForAsync(process, Examined);
        await Task.Delay(TimeToRest);
        process.Refresh();
        double memory = process.WorkingSet64 / 1024.0 / 1024.0;
        TimeSpan before = process.TotalProcessorTime;
        await Task.Delay(Rest);
        process.Refresh();
        double busy = (process.TotalProcessorTime - before).TotalMilliseconds;
        await PrintAsync(output, "resident at rest, MiB", memory, memory, memory);
        await PrintAsync(output, $"processor time in {Rest.TotalSeconds} s at rest, ms", busy, busy, busy);
        await EndAsync(process);
    }

    private static string Provision(SoftwareTpm tpm, string folder, string nucleusRoot)
    {
        using TestAuthority authority = TestAuthority.Create();
        Bootstrap bootstrap = new(tpm, folder);
        using X509Certificate2 certificate = authority.IssueForPem(bootstrap.Request());
        string roots = authority.WritePem(Path.Combine(folder, "roots.pem"));
        bootstrap.Finish(certificate.ExportCertificatePem(), "--root-ca", roots);
        string root = Path.Combine(folder, "root");
        Directory.CreateDirectory(Path.Combine(nucleusRoot, "config"));
        File.Copy(
            Path.Combine(root, "etc/greengrass-tpm/nucleus/config.yaml"),
            Path.Combine(nucleusRoot, "config/effectiveConfig.yaml")
        );
        return root;
    }

    private static string StoreOf(string root) => Path.Combine(root, "var/lib/greengrass-tpm-store");

    private static async Task<ProcessStartInfo> StartAsync(
        FakeNucleusProcess nucleus,
        SoftwareTpm tpm,
        string root,
        string nucleusRoot
    )
    {
        var start = new ProcessStartInfo(PublishedExecutables.Find("greengrass-tpm"), ["run", "--root", root])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Directory.CreateDirectory(Path.Combine(nucleusRoot, "work", Component)).FullName,
        };
        foreach ((string name, string value) in tpm.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["TPM2_PKCS11_STORE"] = StoreOf(root);
        foreach ((string name, JsonNode? value) in await nucleus.AskAsync("environment", Component))
        {
            start.Environment[name] = (string?)value;
        }

        return start;
    }

    private static async Task WaitForAsync(Process process, string words)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException($"The component has ended without {words}.");
    }

    private static async Task EndAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static Task PrintAsync(TextWriter output, string what, double median, double least, double most) =>
        output.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"{what, -44} {median, 12:F1} {least, 12:F1} {most, 12:F1}")
        );

    // Nobody listens there: what is measured is the component, not a cloud.
    private static JsonObject Device() =>
        JsonNode
            .Parse(
                $$"""
                {
                  "version": "2.17.0",
                  "services": {
                    "aws.greengrass.Nucleus": {
                      "configuration": {
                        "awsRegion": "eu-central-1", "iotRoleAlias": "devices",
                        "iotDataEndpoint": "localhost:1", "iotCredEndpoint": "localhost:1"
                      }
                    },
                    "{{Component}}": { "configuration": {}, "dependencies": ["aws.greengrass.TokenExchangeService"] }
                  }
                }
                """
            )!
            .AsObject();
}
