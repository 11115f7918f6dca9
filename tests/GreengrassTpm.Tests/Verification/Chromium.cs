using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using GreengrassTpm.Testing;

namespace GreengrassTpm.Tests.Verification;

/// <summary>A headless Chromium, spoken to by the Chrome DevTools Protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly ChildProcess _process;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> _calls = [];
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private int _last;

    private Chromium(ChildProcess process) => _process = process;

    /// <summary>What the page and the browser have said: console messages, exceptions, refused loads.</summary>
    public ConcurrentQueue<string> Messages { get; } = [];

    public static async Task<Chromium> StartAsync(string profile)
    {
        string[] sandbox = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [];
        string[] quiet =
        [
            "--headless=new",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
        ];
        ChildProcess process = ChildProcess.Start(
            new Command(
                "chromium",
                [.. quiet, .. sandbox, "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"]
            )
        );
        Chromium browser = new(process);
        try
        {
            string portFile = Path.Combine(profile, "DevToolsActivePort");
            process.WaitFor(
                () => File.Exists(portFile) && File.ReadAllLines(portFile).Length >= 2,
                "the debugging port"
            );
            await browser.ConnectAsync((await File.ReadAllLinesAsync(portFile))[0]);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes it a screen of a width, in a colour scheme.</summary>
    public async Task EmulateAsync(int width, string scheme)
    {
        await CallAsync(
            "Emulation.setDeviceMetricsOverride",
            new JsonObject
            {
                ["width"] = width,
                ["height"] = 900,
                ["deviceScaleFactor"] = 2,
                ["mobile"] = width < 500,
            }
        );
        JsonObject feature = new() { ["name"] = "prefers-color-scheme", ["value"] = scheme };
        await CallAsync("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(feature) });
    }

    /// <summary>Opens a page and waits until it is loaded.</summary>
    public async Task OpenAsync(Uri page)
    {
        await CallAsync("Page.navigate", new JsonObject { ["url"] = page.AbsoluteUri });
        await _loaded.Task.WaitAsync(Deadline);
    }

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonNode?> AskAsync(string expression)
    {
        JsonObject answer = await CallAsync(
            "Runtime.evaluate",
            new JsonObject { ["expression"] = expression, ["returnByValue"] = true }
        );
        return answer["exceptionDetails"] is { } problem
            ? throw new InvalidOperationException(problem.ToJsonString())
            : answer["result"]!["value"];
    }

    /// <summary>A picture of the whole page (PNG).</summary>
    public async Task<byte[]> CaptureAsync()
    {
        JsonObject answer = await CallAsync(
            "Page.captureScreenshot",
            new JsonObject { ["format"] = "png", ["captureBeyondViewport"] = true }
        );
        return Convert.FromBase64String((string)answer["data"]!);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _reading;
        _socket.Dispose();
        _process.Dispose();
        _stopping.Dispose();
    }

    private async Task ConnectAsync(string port)
    {
        using HttpClient http = new();
        JsonArray targets = (JsonArray)
            JsonNode.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json/list")))!;
        string address = (string)targets.First(target => (string?)target!["type"] == "page")!["webSocketDebuggerUrl"]!;
        await _socket.ConnectAsync(new Uri(address), _stopping.Token);
        _reading = ReadAsync();
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"])
        {
            await CallAsync($"{domain}.enable", []);
        }
    }

    private async Task<JsonObject> CallAsync(string method, JsonObject parameters)
    {
        int id = Interlocked.Increment(ref _last);
        TaskCompletionSource<JsonObject> answer = _calls[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        JsonObject call = new()
        {
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters,
        };
        await _socket.SendAsync(
            Encoding.UTF8.GetBytes(call.ToJsonString()),
            WebSocketMessageType.Text,
            true,
            _stopping.Token
        );
        return await answer.Task.WaitAsync(Deadline);
    }

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                using MemoryStream message = new();
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(), _stopping.Token);
                    await message.WriteAsync(buffer.AsMemory(0, part.Count), _stopping.Token);
                } while (!part.EndOfMessage);

                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                Take((JsonObject)JsonNode.Parse(message.ToArray())!);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or WebSocketException)
        {
            // The browser or the test has ended.
        }
    }

    private void Take(JsonObject message)
    {
        if (message["id"] is { } id && _calls.TryRemove((int)id, out TaskCompletionSource<JsonObject>? call))
        {
            if (message["result"] is JsonObject result)
            {
                call.SetResult(result);
            }
            else
            {
                call.SetException(new InvalidOperationException(message.ToJsonString()));
            }

            return;
        }

        switch ((string?)message["method"])
        {
            case "Page.loadEventFired":
                _loaded.TrySetResult();
                break;
            case "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Log.entryAdded" or "Network.loadingFailed":
                Messages.Enqueue(message.ToJsonString());
                break;
            default:
                break;
        }
    }
}
