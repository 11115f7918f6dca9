namespace GreengrassTpm.Bootstrap;

/// <summary>The reports in words, the same on a terminal and in a log.</summary>
internal static class ReportText
{
    internal static string Word(StepState state) =>
        state switch
        {
            StepState.Already => "already",
            StepState.Done => "done",
            _ => "would",
        };

    internal static IEnumerable<(string Name, string Value)> Facts(ProvisionReport report)
    {
        yield return ("thing", report.ThingName);
        yield return ("outcome", Outcome(report));
        IEnumerable<(string Name, string? Value)> optional =
        [
            ("private key", report.PrivateKey),
            ("certificate", report.Certificate),
            ("certificate id", report.CertificateId),
            ("certificate request", report.CertificateRequest),
            .. report.NucleusFiles.Select(file => ("nucleus configuration", (string?)file)),
            .. report.Next.Select(next => ("next", (string?)next)),
        ];
        foreach ((string name, string? value) in optional)
        {
            if (value is not null)
            {
                yield return (name, value);
            }
        }
    }

    internal static IEnumerable<(string Name, string Value)> Facts(ConnectReport report) =>
        [
            ("connected", $"{report.Host}:{report.Port}"),
            ("protocol", report.Protocol),
            ("cipher", report.Cipher),
            ("server", report.ServerSubject),
            ("certificate id", report.CertificateId),
        ];

    internal static string Summary(HandlesReport report) =>
        $"{report.Handles.Count} persistent handles in use, {report.Free} free, {report.Guaranteed} guaranteed";

    private static string Outcome(ProvisionReport report) =>
        report.Outcome switch
        {
            ProvisionOutcome.Planned => "dry run, nothing was changed",
            ProvisionOutcome.AwaitingCertificate when report.Changed => "ready for its certificate",
            ProvisionOutcome.AwaitingCertificate => "ready for its certificate, nothing to do",
            ProvisionOutcome.Provisioned when report.Changed => "provisioned",
            _ => "provisioned already, nothing to do",
        };
}
