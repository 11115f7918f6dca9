using System.Runtime.InteropServices;
using System.Text;

namespace GreengrassTpm.Testing;

/// <summary>Everything that came out of a stream so far.</summary>
internal sealed class CapturedStream
{
    private readonly List<byte> bytes = [];
    private readonly Lock access = new();

    internal CapturedStream(Stream source) => Completion = Task.Run(() => CopyAsync(source));

    /// <summary>Gets the task that ends when the stream has ended.</summary>
    internal Task Completion { get; }

    internal string Text
    {
        get
        {
            lock (access)
            {
                return Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(bytes));
            }
        }
    }

    private async Task CopyAsync(Stream source)
    {
        var buffer = new byte[8192];
        for (int count; (count = await source.ReadAsync(buffer)) > 0; )
        {
            lock (access)
            {
                bytes.AddRange(buffer.AsSpan(0, count));
            }
        }
    }
}
