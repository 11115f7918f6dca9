using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Testing;

namespace GreengrassTpm.Benchmarks;

/// <summary>
/// The local half of provisioning, from an empty chip and store to a configured nucleus, against the tutorial's own commands:
/// alternating in one run, on one software TPM, where each makes its own primary key. Signing the request is no part of either;
/// ours ends with an examination, which the tutorial has none of.
/// </summary>
internal static class ProvisionBenchmark
{
    private const int Rounds = 10;
    private const string OwnersRange = "0x8100";

    /// <summary>Runs it and prints the table.</summary>
    public static void Run(TextWriter output)
    {
        using SoftwareTpm tpm = SoftwareTpm.Start();
        using TestAuthority authority = TestAuthority.Create();
        List<TimeSpan> tutorial = [];
        List<TimeSpan> bootstrap = [];
        List<TimeSpan> module = [];
        for (int round = 0; round <= Rounds; round++)
        {
            Evict(tpm);
            TimeSpan theirs = Measure(authority, folder => Start(new Tutorial(tpm, folder)));
            Evict(tpm);
            TimeSpan ours = Measure(authority, folder => Start(new Bootstrap(tpm, folder)));
            Evict(tpm);
            TimeSpan least = MeasureModule(tpm, authority);
            if (round > 0)
            {
                // The first round warms the file system's caches for both.
                tutorial.Add(theirs);
                bootstrap.Add(ours);
                module.Add(least);
            }
        }

        output.WriteLine(
            $"{"provision, local half", -44} {"median ms", 12} {"fastest ms", 12} {"slowest ms", 12} {"ratio", 7}"
        );
        Print(output, "the tutorial's own commands", tutorial, tutorial);
        Print(output, "greengrass-tpm-bootstrap", bootstrap, tutorial);
        Print(output, "the module alone, by pkcs11-tool", module, tutorial);
    }

    private static (Func<string> Request, Action<string> Finish) Start(Tutorial way) => (way.Request, way.Finish);

    private static (Func<string> Request, Action<string> Finish) Start(Bootstrap way) =>
        (way.Request, certificate => way.Finish(certificate));

    private static TimeSpan Measure(
        TestAuthority authority,
        Func<string, (Func<string> Request, Action<string> Finish)> start
    )
    {
        using PrivateFolder folder = PrivateFolder.Create();
        (Func<string> request, Action<string> finish) = start(folder.Path);
        long begun = Stopwatch.GetTimestamp();
        string asked = request();
        TimeSpan first = Stopwatch.GetElapsedTime(begun);
        using X509Certificate2 certificate = authority.IssueForPem(asked);
        string signed = certificate.ExportCertificatePem();
        begun = Stopwatch.GetTimestamp();
        finish(signed);
        return first + Stopwatch.GetElapsedTime(begun);
    }

    private static TimeSpan MeasureModule(SoftwareTpm tpm, TestAuthority authority)
    {
        using PrivateFolder folder = PrivateFolder.Create();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = authority.Issue(new PublicKey(key), "CN=gateway-7");
        ModuleAlone module = new(tpm, folder.Path);
        long begun = Stopwatch.GetTimestamp();
        module.Request();
        module.Finish(certificate.RawData);
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Frees the persistent handles that either way has made: the chip is empty again, and has few.</summary>
    private static void Evict(SoftwareTpm tpm)
    {
        IEnumerable<string> handles = tpm.Tpm2Tool("tpm2_getcap", "handles-persistent")
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.TrimStart('-', ' '));
        foreach (
            string handle in handles.Where(handle => handle.StartsWith(OwnersRange, StringComparison.OrdinalIgnoreCase))
        )
        {
            _ = tpm.Tpm2Tool("tpm2_evictcontrol", "-C", "o", "-c", handle);
        }
    }

    private static void Print(
        TextWriter output,
        string name,
        IReadOnlyCollection<TimeSpan> times,
        IReadOnlyCollection<TimeSpan> reference
    ) =>
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -44} {Median(times).TotalMilliseconds, 12:0} {times.Min().TotalMilliseconds, 12:0} {times.Max().TotalMilliseconds, 12:0} {Median(reference) / Median(times), 7:0.0}"
            )
        );

    private static TimeSpan Median(IReadOnlyCollection<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
