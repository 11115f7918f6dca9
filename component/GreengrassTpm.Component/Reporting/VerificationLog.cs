using GreengrassTpm.Verification;

namespace GreengrassTpm.Component;

/// <summary>Tells the log of an examination.</summary>
internal static class VerificationLog
{
    /// <summary>Tells what was found: one line for the whole, and one for each check that found something.</summary>
    internal static void Tell(EventLog log, VerificationReport report)
    {
        log.Info(LogEvent.Verified, $"examined: {report.Fitness}");
        foreach (CheckResult result in report.Results)
        {
            string text = $"{result.Check.Id}: {result.Finding.Evidence} {result.Finding.Advice}".TrimEnd();
            if (result.Finding.Verdict is Verdict.Failed or Verdict.Error)
            {
                log.Error(LogEvent.VerificationFindings, text);
            }
            else if (result.Finding.Verdict == Verdict.Warning)
            {
                log.Warning(LogEvent.VerificationFindings, text);
            }
        }
    }
}
