namespace GreengrassTpm.FakeNucleus;

/// <summary>Something to undo once.</summary>
internal sealed class Subscription(Action end) : IDisposable
{
    private int _ended;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            end();
        }
    }
}
