using System.Globalization;

namespace GreengrassTpm.Verification;

/// <summary>The device's clock agrees with AWS': certificates and signed requests depend on it.</summary>
internal static class ClockOffset
{
    // AWS' signatures are good for five minutes before and after.
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(30);

    internal static Check Check { get; } = new("clock.offset", "The clock agrees with the endpoint's", false, Examine);

    private static Finding Examine(DeviceFacts facts)
    {
        EndpointAnswer[] answers =
        [
            .. new[] { facts.DataEndpoint.Value, facts.CredentialsEndpoint.Value }
                .Select(endpoint => endpoint?.Last.Answer)
                .OfType<EndpointAnswer>(),
        ];
        return answers.Length > 0 ? Examine(answers[0].ClockAhead)
            : facts.DataEndpoint.Value is null && facts.CredentialsEndpoint.Value is null
                ? facts.DataEndpoint.Judge(_ => Finding.Ok(""))
            : Finding.Skipped("No endpoint has told the time.");
    }

    private static Finding Examine(TimeSpan ahead)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"The device's clock is {Math.Abs(ahead.TotalSeconds):0} s {(ahead < TimeSpan.Zero ? "behind" : "ahead of")} the endpoint's."
        );
        const string Advice = "Set the clock, and see that a time service runs: timedatectl set-ntp true";
        return ahead.Duration() > Most ? Finding.Failed(text, Advice)
            : ahead.Duration() > Noticeable ? Finding.Warning(text, Advice)
            : Finding.Ok(text);
    }
}
