using System.Threading.Channels;

namespace GreengrassTpm.FakeNucleus;

/// <summary>Sends a connection's frames in order, well or, where a <see cref="Misbehaviour"/> says so, badly.</summary>
internal sealed class FrameWriter(Stream stream, int maxLength, Func<string, Misbehaviour?> faults, Action close)
{
    private readonly Channel<(string Label, byte[] Frame)> _queue = Channel.CreateUnbounded<(string, byte[])>();
    private byte[] _before = [];
    private byte[] _after = [];

    /// <summary>Queues a frame.</summary>
    /// <param name="label">What it is, for the faults; see <see cref="Misbehaviour"/>.</param>
    /// <param name="frame">The frame.</param>
    public void Send(string label, byte[] frame) => _queue.Writer.TryWrite((label, frame));

    /// <summary>Ends after what is queued.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>Sends until completed or the connection ends, and then closes it.</summary>
    public async Task RunAsync()
    {
        try
        {
            await foreach ((string label, byte[] frame) in _queue.Reader.ReadAllAsync())
            {
                await WriteAsync(faults(label), frame);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The client is gone.
        }

        close();
    }

    private async Task WriteAsync(Misbehaviour? fault, byte[] frame)
    {
        switch (fault?.Do)
        {
            case null:
                byte[] all = [.. _before, .. frame, .. _after];
                _before = _after = [];
                await stream.WriteAsync(all);
                break;
            case "delay":
                await Task.Delay(fault.Milliseconds);
                await stream.WriteAsync(frame);
                break;
            case "split":
                for (int index = 0; index < frame.Length; index++)
                {
                    await stream.WriteAsync(frame.AsMemory(index, 1));
                }

                break;
            case "merge":
                _before = frame;
                break;
            case "swap":
                _after = frame;
                break;
            case "silence":
                break;
            case "garbage":
                await stream.WriteAsync(Enumerable.Range(0, 64).Select(index => (byte)(index * 37 + 11)).ToArray());
                break;
            case "corrupt":
                frame[^6] ^= 1;
                await stream.WriteAsync(frame);
                break;
            case "oversized":
                await stream.WriteAsync(Wire.Write(MessageType.ApplicationMessage, 0, 1, payload: new byte[maxLength]));
                break;
            case "half":
                await stream.WriteAsync(frame.AsMemory(0, frame.Length / 2));
                close();
                break;
            case "close":
                close();
                break;
            default:
                throw new NotSupportedException($"No such misbehaviour: {fault.Do}");
        }
    }
}
