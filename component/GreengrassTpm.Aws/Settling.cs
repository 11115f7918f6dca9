namespace GreengrassTpm.Aws;

/// <summary>Waits for a change to be seen everywhere: attaching and detaching are asynchronous in AWS IoT.</summary>
/// <param name="settings">How long, and how often to ask.</param>
/// <param name="time">Counts the time.</param>
internal sealed class Settling(AwsSettings settings, TimeProvider time)
{
    /// <summary>Asks until the answer is the one hoped for, or the time is over.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="isSettled">Whether the answer is it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The last answer.</returns>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask, Predicate<T> isSettled, CancellationToken cancellation)
    {
        long began = time.GetTimestamp();
        while (true)
        {
            T answer = await ask();
            if (isSettled(answer) || time.GetElapsedTime(began) + settings.SettlePause > settings.SettleWithin)
            {
                return answer;
            }

            await Task.Delay(settings.SettlePause, time, cancellation);
        }
    }
}
