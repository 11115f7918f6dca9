using System.Runtime.InteropServices;

namespace GreengrassTpm.Component;

/// <summary>Turns SIGINT and SIGTERM into a request to end between two steps, so that the lock and the token are closed in order.</summary>
internal sealed class Interruption : IDisposable
{
    // Well within what a service manager leaves before it kills (systemd: 90 s).
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenSource _insistence = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    internal Interruption()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Request);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Request);
    }

    /// <summary>Cancelled once somebody asks to end.</summary>
    internal CancellationToken Token => _source.Token;

    /// <summary>Cancelled when somebody asks a second time, or half a minute after the first: for what should not be left half done.</summary>
    internal CancellationToken Insistence => _insistence.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
        _insistence.Dispose();
    }

    private void Request(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_source.IsCancellationRequested)
        {
            _insistence.Cancel();
            return;
        }

        _insistence.CancelAfter(Grace);
        _source.Cancel();
    }
}
