using System.Buffers.Binary;
using System.Globalization;
using CsCheck;
using GreengrassTpm.GreengrassIpc;
using Xunit;

namespace GreengrassTpm.Tests.GreengrassIpc;

/// <summary>
/// Whatever comes over the socket, the decoder ends with a message or with its own typed errors, and its buffer stays below the
/// frame limit. The number of inputs is taken from GREENGRASSTPM_FUZZ_INPUTS.
/// </summary>
public sealed class FrameFuzzTests
{
    private const int MaxLength = 64 * 1024;

    // What a thrown exception and the stream of the test take themselves.
    private const int Besides = 32 * 1024;

    private static readonly byte[][] Seeds =
    [
        GoldenFrames.Connect,
        GoldenFrames.ConnectAck,
        GoldenFrames.GetConfiguration,
        GoldenFrames.ResourceNotFound,
    ];

    private static readonly Gen<byte[]> Noise = Gen.Byte.Array[0, 300];

    /// <summary>A real frame with bytes changed; mostly with both checksums made good again, so that the damage is met inside.</summary>
    private static readonly Gen<byte[]> Damaged =
        from seed in Gen.Int[0, Seeds.Length - 1].Select(index => Seeds[index])
        from changes in Gen.Select(Gen.Int[0, seed.Length - 1], Gen.Byte).Array[1, 4]
        from cut in Gen.Frequency((4, Gen.Const(seed.Length)), (1, Gen.Int[0, seed.Length]))
        from repair in Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false)))
        select Damage(seed, changes, cut, repair);

    private static readonly Gen<(byte[] Bytes, int[] Chunks)> Inputs = Gen.Select(
        Gen.Frequency((1, Noise), (6, Damaged)).Array[1, 3].Select(parts => parts.SelectMany(part => part).ToArray()),
        Gen.Int[1, 200].Array[1, 4]
    );

    [Fact]
    public void Any_input_ends_with_a_message_or_a_typed_error() => Fuzz(defaultCount: 20_000);

    [Fact]
    [Trait("Category", "Fuzz")]
    public void A_million_inputs_end_with_a_message_or_a_typed_error() => Fuzz(defaultCount: 1_000_000);

    private static void Fuzz(int defaultCount)
    {
        string? count = Environment.GetEnvironmentVariable("GREENGRASSTPM_FUZZ_INPUTS");
        int inputs = count is null ? defaultCount : int.Parse(count, CultureInfo.InvariantCulture);
        Inputs.Sample(input => ReadAll(input.Bytes, input.Chunks), iter: inputs);
    }

    private static bool ReadAll(byte[] bytes, int[] chunks)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        using var stream = new ChunkedStream(bytes, chunks);
        var reader = new FrameReader(stream, MaxLength);
        try
        {
            // Every read completes at once, on this thread.
            while (reader.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult() is { } frame)
            {
                RpcMessage.From(frame);
            }
        }
        catch (Exception error) when (error is FramingException or ProtocolException)
        {
            // The two that are allowed.
        }

        return GC.GetAllocatedBytesForCurrentThread() - before <= MaxLength + Besides;
    }

    private static byte[] Damage(byte[] seed, (int At, byte Value)[] changes, int cut, bool repair)
    {
        byte[] frame = [.. seed];
        foreach ((int at, byte value) in changes)
        {
            frame[at] = value;
        }

        if (repair)
        {
            BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Crc32.Compute(frame.AsSpan(0, 8)));
            FrameEncoder.Seal(frame);
        }

        return frame[..cut];
    }
}
