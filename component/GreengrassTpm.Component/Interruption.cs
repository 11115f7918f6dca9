using System.Runtime.InteropServices;

namespace GreengrassTpm.Component;

/// <summary>Turns SIGINT and SIGTERM into a request to end between two steps, so that the lock and the token are closed in order.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    internal Interruption() =>
        _signals = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Request),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Request),
        ];

    /// <summary>Cancelled once somebody asks to end.</summary>
    internal CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }

        _source.Dispose();
    }

    private void Request(PosixSignalContext context)
    {
        context.Cancel = true;
        _source.Cancel();
    }
}
