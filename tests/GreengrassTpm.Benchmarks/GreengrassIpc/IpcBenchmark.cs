using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.Runtime.EventStreams;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Testing;

namespace GreengrassTpm.Benchmarks;

/// <summary>
/// Calls and messages a second, their latency and memory, against the fake nucleus in another process; and, in the same run, an
/// echo of as many bytes over a bare socket, and AWSSDK's codec on the same frame.
/// </summary>
internal static class IpcBenchmark
{
    private const string Component = "com.example.Benchmark";
    private const string Topic = "benchmark";
    private const int Count = 10_000;

    // Enough for the runtime to have optimised both codecs.
    private const int CodecCount = 1_000_000;
    private const int Callers = 32;
    private static readonly byte[] Payload = new byte[100];

    /// <summary>Runs it and prints the table.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ipc-benchmark-");
        await output.WriteLineAsync(
            $"{"", -44} {"per second", 12} {"median µs", 12} {"p99 µs", 10} {"bytes", 8} {"ratio", 7}"
        );
        await MeasureCodecAsync(output);
        using (EchoClient echo = await EchoClient.StartAsync(folder.FullName, RequestFrame().Length))
        {
            Measurement bare = await Measurement.OfAsync(echo.RoundTripAsync, Count);
            await PrintAsync(output, "bare socket, echo of the same bytes", bare, bare);
            foreach (string flavour in new[] { "classic", "lite" })
            {
                await MeasureAsync(output, flavour, Path.Combine(folder.FullName, flavour), bare);
            }
        }

        folder.Delete(recursive: true);
    }

    private static async Task MeasureAsync(TextWriter output, string flavour, string root, Measurement bare)
    {
        await using FakeNucleusProcess nucleus = await FakeNucleusProcess.StartAsync(flavour, root, Device());
        JsonObject environment = await nucleus.AskAsync("environment", Component);
        var options = new GreengrassIpcOptions
        {
            SocketPath = nucleus.SocketPath,
            AuthToken = (string)environment[GreengrassIpcOptions.AuthTokenVariable]!,
            Flavour = GreengrassIpcOptions.FlavourOf(nucleus.SocketPath),
        };
        Measurement connecting = await Measurement.OfAsync(
            async () => await (await GreengrassIpcClient.ConnectAsync(options)).DisposeAsync(),
            200
        );
        await PrintAsync(output, $"{flavour}: connect", connecting, bare);
        await using GreengrassIpcClient client = await GreengrassIpcClient.ConnectAsync(options);
        await PrintAsync(output, $"{flavour}: call", await Measurement.OfAsync(() => CallAsync(client), Count), bare);
        Measurement parallel = await Measurement.OfManyAsync(() => CallAsync(client), Callers, Count / Callers);
        await PrintAsync(output, $"{flavour}: call, {Callers} callers at once", parallel, bare);
        await using IpcSubscription<TopicMessage> subscription = await client.SubscribeToTopicAsync(Topic);
        await using IAsyncEnumerator<TopicMessage> messages = subscription.GetAsyncEnumerator();
        Measurement published = await Measurement.OfAsync(
            async () =>
            {
                await client.PublishToTopicAsync(Topic, Payload);
                await messages.MoveNextAsync();
            },
            Count
        );
        await PrintAsync(output, $"{flavour}: publish, answer and event", published, bare);
    }

    private static Task CallAsync(GreengrassIpcClient client) => client.UpdateStateAsync(ReportedState.Running);

    private static async Task MeasureCodecAsync(TextWriter output)
    {
        byte[] frame = RequestFrame();
        Measurement ours = await Measurement.OfAsync(
            () =>
            {
                RpcMessage.From(EventStreamFrame.Decode(frame));
                return Task.CompletedTask;
            },
            CodecCount
        );
        Measurement theirs = await Measurement.OfAsync(
            () =>
            {
                EventStreamMessage.FromBuffer(frame, 0, frame.Length);
                return Task.CompletedTask;
            },
            CodecCount
        );
        await PrintAsync(output, $"decode a frame of {frame.Length} bytes, AWSSDK.Core", theirs, theirs);
        await PrintAsync(output, $"decode a frame of {frame.Length} bytes", ours, theirs);
    }

    private static byte[] RequestFrame()
    {
        byte[] headers = RpcHeaders.Request("aws.greengrass#UpdateState");
        var frame = new byte[FrameEncoder.LengthOf(headers.Length, 19)];
        RpcHeaders.WriteFrame(frame, headers, 1, """{"state":"RUNNING"}"""u8);
        return frame;
    }

    private static Task PrintAsync(TextWriter output, string name, Measurement measured, Measurement reference) =>
        output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -44} {measured.PerSecond, 12:0} {measured.Median.TotalMicroseconds, 12:0.00} {measured.Percentile99.TotalMicroseconds, 10:0.00} {measured.BytesEach, 8} {measured.Median / reference.Median, 7:0.00}"
            )
        );

    private static JsonObject Device()
    {
        var policy = new JsonObject { ["operations"] = new JsonArray("*"), ["resources"] = new JsonArray(Topic) };
        var access = new JsonObject { ["aws.greengrass.ipc.pubsub"] = new JsonObject { ["policy"] = policy } };
        var configuration = new JsonObject { ["accessControl"] = access };
        return new JsonObject
        {
            ["services"] = new JsonObject { [Component] = new JsonObject { ["configuration"] = configuration } },
        };
    }
}
