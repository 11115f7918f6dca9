namespace GreengrassTpm.Release;

/// <summary>How long and how often the cloud is asked for the end of something.</summary>
/// <param name="Interval">Time between two questions.</param>
/// <param name="Longest">Time after which the wait is given up.</param>
/// <param name="Clock">What time is measured by.</param>
public sealed record Pace(TimeSpan Interval, TimeSpan Longest, TimeProvider Clock)
{
    /// <summary>Asks until there is an answer.</summary>
    /// <param name="ask">Asks; null for no answer yet.</param>
    /// <param name="givingUp">What is said when the time is over.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <typeparam name="T">The answer.</typeparam>
    /// <returns>The answer.</returns>
    /// <exception cref="ReleaseException">The time is over.</exception>
    public async Task<T> UntilAsync<T>(Func<Task<T?>> ask, Func<string> givingUp, CancellationToken cancellationToken)
        where T : class
    {
        long start = Clock.GetTimestamp();
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            if (Clock.GetElapsedTime(start) >= Longest)
            {
                throw new ReleaseException(givingUp());
            }

            await Task.Delay(Interval, Clock, cancellationToken);
        }
    }
}
