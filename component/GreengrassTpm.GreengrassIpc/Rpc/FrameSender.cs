using System.Buffers;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>
/// Sends frames in the order they were appended. Appending never waits; a pump writes everything appended so far at once,
/// and no caller's cancellation can leave half a frame on the wire.
/// </summary>
/// <param name="stream">Where to write; not owned.</param>
/// <param name="onFailure">Told, at most once, that writing failed.</param>
internal sealed class FrameSender(Stream stream, Action<Exception> onFailure)
{
    // Callers with new requests wait while more than this is unsent.
    private const int HighWater = 1024 * 1024;
    private const int UsualBuffer = 64 * 1024;

    private readonly Lock _gate = new();
    private ArrayBufferWriter<byte> _filling = new(4 * 1024);
    private ArrayBufferWriter<byte> _sending = new(4 * 1024);
    private TaskCompletionSource? _room;
    private bool _pumping;
    private bool _failed;

    /// <summary>Completes when there is room for a new request, or when writing has failed.</summary>
    public Task WaitForRoomAsync()
    {
        lock (_gate)
        {
            if (_filling.WrittenCount < HighWater || _failed)
            {
                return Task.CompletedTask;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>Appends one frame; it goes out after the next <see cref="Flush"/>.</summary>
    public void Append(ReadOnlySpan<byte> headers, int streamId, ReadOnlySpan<byte> payload)
    {
        lock (_gate)
        {
            if (_failed)
            {
                return;
            }

            int length = FrameEncoder.LengthOf(headers.Length, payload.Length);
            RpcHeaders.WriteFrame(_filling.GetSpan(length), headers, streamId, payload);
            _filling.Advance(length);
        }
    }

    /// <summary>Starts the pump where it rests.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_pumping || _failed)
            {
                return;
            }

            _pumping = true;
        }

        _ = PumpAsync();
    }

    private async Task PumpAsync()
    {
        try
        {
            while (TakeFilled() is { } filled)
            {
                await stream.WriteAsync(filled.WrittenMemory).ConfigureAwait(false);
                await Task.Yield(); // The caller has sent its own frame; what came meanwhile is not its business.
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            Fail();
            onFailure(error);
        }
    }

    private ArrayBufferWriter<byte>? TakeFilled()
    {
        lock (_gate)
        {
            _room?.TrySetResult();
            _room = null;
            if (_filling.WrittenCount == 0)
            {
                _pumping = false;
                return null;
            }

            ArrayBufferWriter<byte> filled = _filling;
            _filling = _sending.Capacity <= UsualBuffer ? _sending : new ArrayBufferWriter<byte>(UsualBuffer);
            _filling.ResetWrittenCount();
            _sending = filled;
            return filled;
        }
    }

    private void Fail()
    {
        lock (_gate)
        {
            _failed = true;
            _room?.TrySetResult();
            _room = null;
        }
    }
}
