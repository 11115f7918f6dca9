using System.Diagnostics;
using System.Globalization;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Benchmarks;

/// <summary>How long an examination takes on a software TPM, without connections to servers.</summary>
internal static class VerifyBenchmark
{
    private const int Count = 20;
    private static readonly TimeSpan Goal = TimeSpan.FromSeconds(0.5);

    /// <summary>Runs it and prints the table.</summary>
    /// <returns>0 if the goal is reached, 1 if not.</returns>
    public static async Task<int> RunAsync(TextWriter output)
    {
        using var tpm = SoftwareTpm.Start();
        using var authority = TestAuthority.Create();
        using var pin = Pin.Generate();
        tpm.UseInThisProcess();
        var location = new TokenLocation(SoftwareTpm.ModulePath, "benchmark")
        {
            StoreFolder = tpm.StoreFolder,
            Tcti = tpm.Tcti,
        };
        Provision(location, pin, authority);
        var verifier = new Verifier(
            new VerificationOptions { OpenPin = () => Pin.FromUtf8(pin.Reveal()), IsOffline = true }
        );
        var subject = new VerificationSubject(location, "greenkey");
        VerificationReport report = await verifier.ExamineAsync(subject);
        List<TimeSpan> times = [];
        for (int index = 0; index < Count; index++)
        {
            long begun = Stopwatch.GetTimestamp();
            report = await verifier.ExamineAsync(subject);
            times.Add(Stopwatch.GetElapsedTime(begun));
        }

        times.Sort();
        TimeSpan median = times[Count / 2];
        int made = report.Results.Count(result => result.Finding.Verdict != Verdict.Skipped);
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"verify, {made} checks, no network: median {median.TotalMilliseconds:0} ms, slowest of {Count} {times[^1].TotalMilliseconds:0} ms, goal {Goal.TotalMilliseconds:0} ms; the device is {report.Fitness}"
            )
        );
        return median <= Goal ? 0 : 1;
    }

    private static void Provision(TokenLocation location, Pin pin, TestAuthority authority)
    {
        using var securityOfficer = Pin.Generate();
        TokenInitialiser.Initialise(location, securityOfficer, pin);
        byte[] id = [1];
        TokenWriter.Write(
            location,
            pin,
            token =>
            {
                TokenObject key = token.GenerateKeyPair(KeyAlgorithm.EcP256, "greenkey", id);
                var publicKey = System.Security.Cryptography.X509Certificates.PublicKey.CreateFromSubjectPublicKeyInfo(
                    key.Content.Span,
                    out _
                );
                using var certificate = authority.Issue(publicKey, "CN=benchmark");
                token.StoreCertificate(certificate.RawData, "greenkey", id);
            }
        );
    }
}
