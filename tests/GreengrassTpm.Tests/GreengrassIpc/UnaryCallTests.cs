using System.Text;
using System.Text.Json.Nodes;
using GreengrassTpm.GreengrassIpc;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GreengrassTpm.Tests.GreengrassIpc;

public sealed class UnaryCallTests
{
    private const string Answer = """{"componentName":"c","value":{"a":1},"later":"addition"}""";

    [Theory]
    [InlineData((int)RpcMessageFlags.TerminateStream)]
    [InlineData((int)RpcMessageFlags.None)]
    public async Task The_first_message_is_the_answer_whether_or_not_it_ends_the_stream(int flags)
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            int id = (await peer.ReceiveAsync()).StreamId;
            await peer.SendAsync(ScriptedPeer.Message(id, "GetConfigurationResponse", Answer, (RpcMessageFlags)flags));
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        GetConfigurationResponse response = await client.GetConfigurationAsync();
        Assert.Equal(1, response.Value.GetProperty("a").GetInt32());
    }

    [Fact]
    public async Task Bytes_may_come_one_at_a_time()
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            foreach (byte single in ScriptedPeer.Message(1, "GetConfigurationResponse", Answer))
            {
                await peer.SendAsync([single]);
            }

            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        Assert.Equal("c", (await client.GetConfigurationAsync()).ComponentName);
    }

    [Theory]
    [InlineData(
        "ResourceNotFoundError",
        "application/json",
        """{"message":"Key not found","_message":"x","_errorCode":"ResourceNotFoundError"}""",
        ServiceErrorCode.ResourceNotFound,
        "Key not found"
    )]
    [InlineData(
        "UnauthorizedError",
        "application/json",
        """{"_message":"no","_errorCode":"UnauthorizedError"}""",
        ServiceErrorCode.Unauthorized,
        "no"
    )]
    [InlineData("ConflictError", "application/json", "{}", ServiceErrorCode.Conflict, "")]
    [InlineData("ServiceError", "application/json", """{"message":"busy"}""", ServiceErrorCode.Service, "busy")]
    [InlineData(null, "text/plain", "InternalServerError", ServiceErrorCode.InternalServerError, "InternalServerError")]
    [InlineData(
        null,
        "application/json",
        """{"error":"Unsupported Operation","message":"m"}""",
        ServiceErrorCode.OperationNotSupported,
        "m"
    )]
    [InlineData(
        "ServiceError",
        "application/json",
        """{"message":"Operation x is not supported by Greengrass"}""",
        ServiceErrorCode.OperationNotSupported,
        "Operation x is not supported by Greengrass"
    )]
    [InlineData(
        "ServiceError",
        "application/json",
        """{"_message":"","_errorCode":"ServiceError"}""",
        ServiceErrorCode.OperationNotSupported,
        ""
    )]
    [InlineData("NewError", "application/json", """{"_message":"m"}""", ServiceErrorCode.Unknown, "m")]
    [InlineData("ServiceError", "application/json", "not json", ServiceErrorCode.Unknown, "not json")]
    [InlineData(null, null, "", ServiceErrorCode.Unknown, "")]
    public void Errors_of_every_shape_are_told_apart(
        string? model,
        string? contentType,
        string payload,
        ServiceErrorCode code,
        string detail
    )
    {
        byte[] frame = ScriptedPeer.Frame(
            RpcMessageType.ApplicationError,
            RpcMessageFlags.TerminateStream,
            1,
            model,
            contentType,
            payload
        );
        ServiceErrorException error = ServiceErrors.Read(
            "GetConfiguration",
            RpcMessage.From(EventStreamFrame.Decode(frame))
        );
        Assert.Equal(code, error.Code);
        Assert.Equal(detail, error.Detail);
        Assert.Equal(code is ServiceErrorCode.Service or ServiceErrorCode.InternalServerError, error.IsRetryable);
    }

    [Fact]
    public async Task An_error_fails_the_call_and_leaves_the_connection_alone()
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync(GoldenFrames.ResourceNotFound);
            await peer.ReceiveAsync();
            await peer.SendAsync(ScriptedPeer.Message(2, "GetConfigurationResponse", Answer));
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        ServiceErrorException error = await Assert.ThrowsAsync<ServiceErrorException>(() =>
            client.GetConfigurationAsync()
        );
        Assert.Equal(ServiceErrorCode.ResourceNotFound, error.Code);
        await client.GetConfigurationAsync();
    }

    [Fact]
    public async Task An_answer_that_is_not_the_model_s_is_a_typed_error()
    {
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync(ScriptedPeer.Message(1, "GetConfigurationResponse", """{"value":"""));
            await peer.ReceiveAsync();
            await peer.SendAsync(ScriptedPeer.Message(2, "GetConfigurationResponse", """{"componentName":"c"}"""));
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        await Assert.ThrowsAsync<MalformedAnswerException>(() => client.GetConfigurationAsync());
        await Assert.ThrowsAsync<MalformedAnswerException>(() => client.GetConfigurationAsync());
    }

    [Fact]
    public async Task A_request_too_large_for_lite_is_refused_before_it_is_sent()
    {
        var seen = new List<string>();
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            RpcMessage request = await peer.ReceiveAsync();
            seen.Add(Encoding.UTF8.GetString(request.ServiceModelType.Span));
            Assert.Equal(1, request.StreamId);
            await peer.SendAsync(ScriptedPeer.Message(request.StreamId, "UpdateStateResponse", "{}"));
            await peer.WaitForEndAsync();
        });
        GreengrassIpcOptions options = nucleus.Options();
        options = new GreengrassIpcOptions
        {
            SocketPath = options.SocketPath,
            AuthToken = options.AuthToken,
            Flavour = NucleusFlavour.Lite,
        };
        await using GreengrassIpcClient client = await GreengrassIpcClient.ConnectAsync(options);
        RequestTooLargeException error = await Assert.ThrowsAsync<RequestTooLargeException>(() =>
            client.PublishToTopicAsync("t", new byte[7_500])
        );
        Assert.Equal(10_000, error.MaxLength);
        Assert.InRange(error.Length, 10_001, 11_000);
        await client.UpdateStateAsync(ReportedState.Running);
        Assert.Equal(["aws.greengrass#UpdateStateRequest"], seen);
    }

    [Fact]
    public async Task A_call_without_an_answer_ends_in_time_and_its_late_answer_is_dropped()
    {
        var time = new FakeTimeProvider();
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync(ScriptedPeer.Message(1, "GetConfigurationResponse", """{"value":{"a":"late"}}"""));
            await peer.SendAsync(ScriptedPeer.Message(2, "GetConfigurationResponse", Answer));
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await GreengrassIpcClient.ConnectAsync(nucleus.Options(time));
        Task call = client.GetConfigurationAsync(); // Waits for the answer when it returns.
        time.Advance(TimeSpan.FromSeconds(31));
        RequestTimeoutException error = await Assert.ThrowsAsync<RequestTimeoutException>(() => call);
        Assert.True(error.IsRetryable);
        Assert.Equal("c", (await client.GetConfigurationAsync()).ComponentName);
    }

    [Fact]
    public async Task A_cancelled_call_harms_nobody()
    {
        using var cancel = new CancellationTokenSource();
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.ReceiveAsync();
            await cancel.CancelAsync();
            await peer.ReceiveAsync();
            await peer.SendAsync(ScriptedPeer.Message(1, "GetConfigurationResponse", """{"value":{}}"""));
            await peer.SendAsync(ScriptedPeer.Message(2, "GetConfigurationResponse", Answer));
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            client.GetConfigurationAsync(cancellationToken: cancel.Token)
        );
        Assert.Equal("c", (await client.GetConfigurationAsync()).ComponentName);
    }

    [Fact]
    public async Task A_thousand_calls_at_once_take_ids_in_the_order_of_the_wire_and_get_their_own_answers()
    {
        const int Calls = 1_000;
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            var answers = new List<byte[]>();
            for (int expected = 1; expected <= Calls; expected++)
            {
                RpcMessage request = await peer.ReceiveAsync();
                Assert.Equal(expected, request.StreamId);
                JsonNode topic = JsonNode.Parse(request.Payload.Span)!["componentName"]!;
                answers.Add(
                    ScriptedPeer.Message(
                        expected,
                        "GetConfigurationResponse",
                        $$"""{"value":{},"componentName":"{{topic}}"}"""
                    )
                );
            }

            answers.Reverse();
            foreach (byte[] answer in answers)
            {
                await peer.SendAsync(answer);
            }

            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        Task<string?>[] calls =
        [
            .. Enumerable
                .Range(0, Calls)
                .Select(call =>
                    Task.Run(async () => (await client.GetConfigurationAsync(componentName: $"c{call}")).ComponentName)
                ),
        ];
        string?[] answered = await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(0, Calls).Select(call => $"c{call}"), answered);
    }

    [Fact]
    public async Task Ping_is_answered_with_its_payload()
    {
        var answer = new TaskCompletionSource<RpcMessage>();
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await peer.SendAsync(ScriptedPeer.Frame(RpcMessageType.Ping, RpcMessageFlags.None, 0, payload: "hello"));
            answer.SetResult(await peer.ReceiveAsync());
            await peer.WaitForEndAsync();
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        Assert.Equal(RpcMessageType.PingResponse, (await answer.Task).Type);
        Assert.Equal("hello"u8.ToArray(), (await answer.Task).Payload.ToArray());
    }

    [Fact]
    public async Task Many_large_requests_to_a_nucleus_that_does_not_read_wait_outside()
    {
        var release = new TaskCompletionSource();
        await using var nucleus = new ScriptedNucleus(async peer =>
        {
            await peer.WelcomeAsync();
            await release.Task;
            while (true)
            {
                int id = (await peer.ReceiveAsync()).StreamId;
                await peer.SendAsync(ScriptedPeer.Message(id, "PublishToTopicResponse", "{}"));
            }
        });
        await using GreengrassIpcClient client = await nucleus.ConnectAsync();
        var message = new byte[300_000];
        using var cancel = new CancellationTokenSource();
        Task[] sent = [.. Enumerable.Range(0, 20).Select(_ => client.PublishToTopicAsync("t", message))];
        Task waiting = client.PublishToTopicAsync("t", message, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        release.SetResult();
        await Task.WhenAll(sent);
    }
}
