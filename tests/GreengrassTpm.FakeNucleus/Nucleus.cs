using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>A nucleus: its socket, the tokens it has given out, and its parts.</summary>
internal sealed class Nucleus : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _lifetime = new();
    private readonly Dictionary<string, string> _tokens = [];
    private readonly List<Misbehaviour> _faults = [];
    private readonly List<IpcSession> _sessions = [];
    private readonly Lock _gate = new();
    private readonly DeviceIdentity _identity;
    private readonly TokenExchange? _tokenExchange;
    private readonly MqttUplink? _mqtt;
    private Task _accepting = Task.CompletedTask;

    public Nucleus(NucleusOptions options)
    {
        Options = options;
        Settings = new DeviceSettings(DeviceFile.Read(options.Devices), options.Flavour);
        Configuration = new ConfigurationStore(options.Flavour);
        Access = new AccessControl(Configuration, Settings.ThingName);
        Components = new Components(Settings.Services, this);
        _identity = new DeviceIdentity(Settings, options.Flavour);
        if (Settings.HasCloud)
        {
            _mqtt = new MqttUplink(Settings, options.Flavour, _identity, IoTCore);
            IoTCore.Use(_mqtt);
            _tokenExchange = new TokenExchange(Settings, _identity, options.Flavour, ComponentOf);
        }

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

    public DeviceSettings Settings { get; }

    public ConfigurationStore Configuration { get; }

    public AccessControl Access { get; }

    public Components Components { get; }

    public Deployments Deployments { get; }

    public OperationTable Operations { get; }

    public LocalTopics Topics { get; } = new();

    public IoTCoreBroker IoTCore { get; } = new();

    /// <summary>Where components connect.</summary>
    public string SocketPath => Path.Combine(Options.Root, Options.SocketName);

    /// <summary>
    /// Loads the credential, connects, opens the socket and starts the components. Without a credential it goes on, offline, as
    /// both nuclei do.
    /// </summary>
    public async Task StartAsync()
    {
        Directory.CreateDirectory(Options.Root);
        // The path may be longer than a socket's may be; the name never is.
        Directory.SetCurrentDirectory(Options.Root);
        File.Delete(Options.SocketName);
        _listener.Bind(new UnixDomainSocketEndPoint(Options.SocketName));
        _listener.Listen(Options.Flavour == Flavour.Lite ? 10 : 128);
        _accepting = AcceptAsync();
        await ConnectAsync();
        foreach (string name in Components.Names)
        {
            Components.Start(name);
        }
    }

    /// <summary>What is known of the way to the cloud: <c>online</c>, and what went wrong last.</summary>
    public JsonObject CloudStatus() =>
        new()
        {
            ["online"] = IoTCore.IsOnline,
            ["credentialFailure"] = _identity.Failure,
            ["connectionFailure"] = _mqtt?.Failure,
        };

    /// <summary>Restarts one of nucleus lite's daemons; the components go on.</summary>
    /// <exception cref="NotSupportedException">There is no such daemon.</exception>
    public async Task RestartDaemonAsync(string name)
    {
        switch (name)
        {
            case "iotcored" when _mqtt is not null:
                await _mqtt.ReconnectAsync();
                break;
            case "tesd":
                _tokenExchange?.Forget();
                break;
            case "ggdeploymentd":
                break;
            default:
                throw new NotSupportedException($"No such daemon: {name}");
        }
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
        yield return ("GG_ROOT_CA_PATH", Settings.RootCaPath);
        yield return ("AWS_REGION", Settings.Region);
        yield return ("AWS_DEFAULT_REGION", Settings.Region);
        yield return ("AWS_IOT_THING_NAME", Settings.ThingName);
        yield return ("GGC_VERSION", Settings.Version);
        // Classic sets it for all components, lite for those that depend on the service.
        bool exchanges = Options.Flavour == Flavour.Classic || Components.DependsOnTokenExchange(component);
        if (_tokenExchange is not null && exchanges)
        {
            yield return ("AWS_CONTAINER_CREDENTIALS_FULL_URI", _tokenExchange.Uri);
        }
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
        await Components.DisposeAsync();
        CloseConnections();
        _listener.Dispose();
        await _accepting;
        File.Delete(Options.SocketName);
        await DisconnectAsync();
        _lifetime.Dispose();
    }

    private async Task ConnectAsync()
    {
        if (_mqtt is null || _tokenExchange is null)
        {
            await IoTCore.SetOnlineAsync(true);
            return;
        }

        _identity.Load();
        await _tokenExchange.StartAsync();
        _mqtt.Start();
    }

    private async Task DisconnectAsync()
    {
        if (_mqtt is not null && _tokenExchange is not null)
        {
            await _mqtt.DisposeAsync();
            await _tokenExchange.DisposeAsync();
        }

        _identity.Dispose();
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

    // 16 characters each: classic from an alphabet of 32, lite base64 with '+' and '/'.
    private string NewToken() =>
        Options.Flavour == Flavour.Lite
            ? Convert.ToBase64String(RandomNumberGenerator.GetBytes(12))
            : RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16);
}
