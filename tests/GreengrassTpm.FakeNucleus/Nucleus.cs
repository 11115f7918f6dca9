using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>A nucleus: its socket, the tokens it has given out, and its parts.</summary>
internal sealed class Nucleus : IAsyncDisposable
{
    private const string Thing = "thingName";

    private readonly JsonObject _device;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _lifetime = new();
    private readonly Dictionary<string, string> _tokens = [];
    private readonly List<Misbehaviour> _faults = [];
    private readonly List<IpcSession> _sessions = [];
    private readonly Lock _gate = new();
    private Task _accepting = Task.CompletedTask;

    public Nucleus(NucleusOptions options)
    {
        Options = options;
        _device = DeviceFile.Read(options.Device);
        Configuration = new ConfigurationStore(options.Flavour);
        Access = new AccessControl(Configuration, Setting(Thing));
        Components = new Components(_device, this);
        foreach (string name in Components.Names)
        {
            Configuration.Add(name, Components.ConfigurationOf(name));
            _tokens[name] = NewToken();
        }

        Deployments = new Deployments(this);
        Operations = new OperationTable();
        ConfigurationOperations.AddTo(Operations, this);
        LifecycleOperations.AddTo(Operations, this);
        TopicOperations.AddTo(Operations, this);
        IoTCoreOperations.AddTo(Operations, this);
    }

    public NucleusOptions Options { get; }

    public ConfigurationStore Configuration { get; }

    public AccessControl Access { get; }

    public Components Components { get; }

    public Deployments Deployments { get; }

    public OperationTable Operations { get; }

    public LocalTopics Topics { get; } = new();

    public IoTCoreBroker IoTCore { get; } = new();

    /// <summary>Whether this release knows SubscribeToIoTCoreConnectionStatus.</summary>
    public bool HasConnectionStatus => (bool?)_device["hasConnectionStatus"] ?? false;

    /// <summary>Where components connect.</summary>
    public string SocketPath => Path.Combine(Options.Root, Options.SocketName);

    /// <summary>Opens the socket and starts the components.</summary>
    public Task StartAsync()
    {
        Directory.CreateDirectory(Options.Root);
        // The path may be longer than a socket's may be; the name never is.
        Directory.SetCurrentDirectory(Options.Root);
        File.Delete(Options.SocketName);
        _listener.Bind(new UnixDomainSocketEndPoint(Options.SocketName));
        _listener.Listen(Options.Flavour == Flavour.Lite ? 10 : 128);
        _accepting = AcceptAsync();
        foreach (string name in Components.Names)
        {
            Components.Start(name);
        }

        return Task.CompletedTask;
    }

    /// <summary>The component with a token; null for an unknown one.</summary>
    public string? ComponentOf(string? token) =>
        _tokens.FirstOrDefault(entry => entry.Value == token) is { Key: { } name } ? name : null;

    /// <summary>The variables that a component is given.</summary>
    public IEnumerable<(string Name, string Value)> EnvironmentOf(string component)
    {
        // A classic nucleus with a long root gives the way from the work folder.
        bool tooLong = SocketPath.Length >= 108;
        yield return (
            "AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH_FOR_COMPONENT",
            tooLong ? $"../../{Options.SocketName}" : SocketPath
        );
        if (Options.Flavour == Flavour.Classic)
        {
            yield return ("AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH", SocketPath);
        }

        yield return ("SVCUID", _tokens[component]);
        yield return ("AWS_CONTAINER_AUTHORIZATION_TOKEN", _tokens[component]);
        yield return ("GG_ROOT_CA_PATH", Setting("rootCaPath"));
        yield return ("AWS_REGION", Setting("region"));
        yield return ("AWS_DEFAULT_REGION", Setting("region"));
        yield return ("AWS_IOT_THING_NAME", Setting(Thing));
        yield return ("GGC_VERSION", Setting("version"));
    }

    /// <summary>Adds a fault to commit.</summary>
    public void Misbehave(JsonObject rule)
    {
        lock (_gate)
        {
            _faults.Add(new Misbehaviour(rule));
        }
    }

    /// <summary>The fault to commit at a message; null for none.</summary>
    public Misbehaviour? FaultFor(string label)
    {
        lock (_gate)
        {
            return _faults.Find(fault => fault.Applies(label));
        }
    }

    /// <summary>Closes every connection.</summary>
    public void CloseConnections()
    {
        lock (_gate)
        {
            _sessions.ForEach(session => session.Dispose());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _lifetime.CancelAsync();
        Components.Dispose();
        CloseConnections();
        _listener.Dispose();
        await _accepting;
        File.Delete(Options.SocketName);
        _lifetime.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptAsync(_lifetime.Token);
                _ = ServeAsync(new IpcSession(this, socket));
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(IpcSession session)
    {
        lock (_gate)
        {
            _sessions.Add(session);
        }

        using (session)
        {
            await session.RunAsync(_lifetime.Token);
        }

        lock (_gate)
        {
            _sessions.Remove(session);
        }
    }

    private string Setting(string name) => (string?)_device[name] ?? "";

    // 16 characters each: classic from an alphabet of 32, lite base64 with '+' and '/'.
    private string NewToken() =>
        Options.Flavour == Flavour.Lite
            ? Convert.ToBase64String(RandomNumberGenerator.GetBytes(12))
            : RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16);
}
