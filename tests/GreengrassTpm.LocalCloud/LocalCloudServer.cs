using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>
/// The AWS that tests and the demonstration talk to, in this process: control planes of IoT and Greengrass, STS, S3,
/// credentials endpoint and message broker, all on the loopback interface. Nothing in it comes from the product, so that it is a second opinion.
/// </summary>
/// <remarks>
/// <c>DescribeEndpoint</c> answers <c>localhost:PORT</c> where the real service gives a host name alone: a client must
/// accept a port in an endpoint's address.
/// </remarks>
public sealed class LocalCloudServer : IAsyncDisposable
{
    private readonly CloudServices _cloud;
    private readonly DeviceAuthenticator _authenticator;
    private readonly MqttBroker _broker;
    private readonly HttpFront _http;
    private readonly AccessKey _operatorKey;

    private LocalCloudServer(LocalCloudOptions options)
    {
        _cloud = new CloudServices(options);
        _authenticator = new DeviceAuthenticator(_cloud);
        var mqttPort = options.MqttPort is 0 ? FreePort() : options.MqttPort;
        _cloud.MqttEndpoint = $"localhost:{mqttPort}";
        _broker = new MqttBroker(_cloud, options, _authenticator, mqttPort);
        _http = new HttpFront(_cloud, options, _authenticator);
        _operatorKey = _cloud.Keys.CreatePermanent(
            new OperatorCaller($"arn:aws:iam::{options.AccountId}:user/operator", "AIDAOPERATOROPERATOR1")
        );
    }

    /// <summary>Account and region.</summary>
    public CloudAccount Account => _cloud.Account;

    /// <summary>URL of the control planes, STS and S3, for <c>AWS_ENDPOINT_URL</c> or <c>ServiceURL</c>.</summary>
    public Uri ControlEndpoint => new($"http://127.0.0.1:{_http.ControlPort}");

    /// <summary>Host and port of the credentials endpoint.</summary>
    public string CredentialsEndpoint => _cloud.CredentialsEndpoint;

    /// <summary>Host and port of the message broker.</summary>
    public string MqttEndpoint => _cloud.MqttEndpoint;

    /// <summary>Access key id of the operator, who may do everything.</summary>
    public string AccessKeyId => _operatorKey.Id;

    /// <summary>Secret access key of the operator.</summary>
    public string SecretAccessKey => _operatorKey.Secret;

    /// <summary>The CA of servers and devices.</summary>
    public X509Certificate2 CaCertificate => _cloud.Authority.Certificate;

    /// <summary>The CA of servers and devices, in PEM.</summary>
    public string CaPem => CaCertificate.ExportCertificatePem() + "\n";

    /// <summary>Makes temporary credentials of the operator, as a session of the command line or a sign-on gives them.</summary>
    /// <param name="expires">When they expire.</param>
    public OperatorSession CreateOperatorSession(DateTimeOffset expires)
    {
        var key = _cloud.Keys.CreateTemporary(_operatorKey.Caller, expires);
        return new OperatorSession(key.Id, key.Secret, key.SessionToken!, expires);
    }

    /// <summary>What goes wrong.</summary>
    public FaultPlan Faults => _cloud.Faults;

    /// <summary>While true, a certificate that is made is for another key than the request's.</summary>
    public bool IssuesForAnotherKey
    {
        get => _cloud.IssuesForAnotherKey;
        set => _cloud.IssuesForAnotherKey = value;
    }

    /// <summary>The calls handled so far, in order.</summary>
    public IReadOnlyList<RecordedCall> Calls => _cloud.Calls.All;

    /// <summary>Environment variables with which an SDK's client talks to this cloud as the operator.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_IOT"] = ControlEndpoint.AbsoluteUri,
            ["AWS_ENDPOINT_URL_GREENGRASSV2"] = ControlEndpoint.AbsoluteUri,
            ["AWS_ENDPOINT_URL_S3"] = ControlEndpoint.AbsoluteUri,
            ["AWS_ENDPOINT_URL_STS"] = ControlEndpoint.AbsoluteUri,
            ["AWS_ACCESS_KEY_ID"] = AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = SecretAccessKey,
            ["AWS_REGION"] = Account.Region,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
        };

    /// <summary>Starts a cloud with an empty registry.</summary>
    /// <param name="options">How it is set up; null for the defaults.</param>
    public static async Task<LocalCloudServer> StartAsync(LocalCloudOptions? options = null)
    {
        var server = new LocalCloudServer(options ?? new LocalCloudOptions());
        await server._broker.StartAsync();
        await server._http.StartAsync();
        server._cloud.CredentialsEndpoint = $"localhost:{server._http.CredentialsPort}";
        return server;
    }

    /// <summary>What the registry holds now.</summary>
    public CloudSnapshot Snapshot() => _cloud.State.Snapshot();

    /// <summary>The state of a device shadow; null when there is none.</summary>
    /// <param name="thing">The thing.</param>
    /// <param name="name">The shadow's name; null for the classic one.</param>
    public JsonObject? Shadow(string thing, string? name = null) => _cloud.Shadows.State(thing, name);

    /// <summary>A job of a thing; null when there is none.</summary>
    public JobExecution? Job(string thing, string jobId) => _cloud.Jobs.Find(thing, jobId);

    /// <summary>Gives a thing a job, and tells its device if it is the next one.</summary>
    /// <param name="thing">The thing.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="document">What is to be done.</param>
    public Task CreateJobAsync(string thing, string jobId, JsonObject document) =>
        TellAsync(_cloud.Jobs.Create(thing, jobId, document));

    /// <summary>Cancels a job of a thing.</summary>
    public Task CancelJobAsync(string thing, string jobId) => TellAsync(_cloud.Jobs.Cancel(thing, jobId));

    /// <summary>The clients that are connected to the message broker.</summary>
    public Task<IReadOnlyList<ConnectedClient>> ClientsAsync() => _broker.ClientsAsync();

    /// <summary>Publishes a message as the cloud itself.</summary>
    public Task PublishAsync(string topic, byte[] payload) => _broker.PublishAsync(topic, payload);

    /// <summary>Adds or replaces a role that trusts the credentials provider, and an alias for it.</summary>
    /// <param name="alias">Name of the alias.</param>
    /// <param name="roleName">Name of the role.</param>
    /// <param name="policies">Policy documents of the role.</param>
    /// <param name="credentialDuration">Life of issued credentials; null for one hour.</param>
    /// <exception cref="FormatException">A policy document is not valid.</exception>
    public void AddRoleAlias(
        string alias,
        string roleName,
        IEnumerable<string> policies,
        TimeSpan? credentialDuration = null
    )
    {
        var role = new Role(
            roleName,
            [.. policies.Select(PolicyDocument.Parse)],
            TrustsCredentialsProvider: true,
            MaxSessionDuration: TimeSpan.FromHours(12)
        );
        _cloud.State.Use(registry =>
        {
            registry.Roles[roleName] = role;
            return registry.RoleAliases[alias] = new RoleAlias(
                alias,
                roleName,
                credentialDuration ?? TimeSpan.FromHours(1),
                _cloud.Time.GetUtcNow()
            );
        });
    }

    /// <summary>Replaces a role, for what <see cref="AddRoleAlias"/> does not offer.</summary>
    public void PutRole(Role role) => _cloud.State.Use(registry => registry.Roles[role.Name] = role);

    /// <summary>Adds a thing group.</summary>
    public void AddThingGroup(string name) => _cloud.State.Use(registry => registry.ThingGroups.Add(name));

    /// <summary>A thing with a nucleus.</summary>
    /// <param name="thing">The thing's name.</param>
    /// <param name="outcome">How deployments end on it.</param>
    /// <param name="groups">The thing groups that it is in; they are made if they do not exist.</param>
    public void AddCoreDevice(string thing, DeploymentOutcome outcome, params IEnumerable<string> groups) =>
        _cloud.State.Use(registry =>
        {
            registry.Things[thing] = new Thing(
                thing,
                Guid.NewGuid().ToString(),
                null,
                null,
                ImmutableSortedDictionary<string, string>.Empty,
                1
            );
            foreach (var group in groups)
            {
                registry.ThingGroups.Add(group);
                registry.GroupMembers.Add(new GroupMember(group, thing));
            }
            return registry.CoreDevices[thing] = new CoreDeviceRecord(thing, outcome);
        });

    /// <summary>A bucket of this account or of another, as it is now; null when there is none.</summary>
    public Bucket? Bucket(string name) => _cloud.State.Use(registry => registry.Buckets.GetValueOrDefault(name));

    /// <summary>Adds a bucket, for what the storage's own operation does not offer: another owner or region.</summary>
    public void AddBucket(string name, string? region = null, string? owner = null) =>
        _cloud.State.Use(registry =>
            registry.Buckets[name] = new Bucket(name, region ?? Account.Region, owner ?? Account.Id)
        );

    /// <summary>The component versions, in the order of their ARNs.</summary>
    public IReadOnlyList<ComponentRecord> Components() =>
        _cloud.State.Use(registry =>
            registry.Components.Values.OrderBy(item => item.Arn, StringComparer.Ordinal).ToList()
        );

    /// <summary>The deployments, in the order of creation.</summary>
    public IReadOnlyList<DeploymentRecord> Deployments() => _cloud.State.Use(registry => registry.Deployments.ToList());

    /// <summary>Temporary credentials of the operator.</summary>
    /// <param name="life">How long they are valid; negative for expired ones.</param>
    /// <returns>Access key id, secret access key and session token.</returns>
    public (string Id, string Secret, string Token) TemporaryKey(TimeSpan life)
    {
        var key = _cloud.Keys.CreateTemporary(_operatorKey.Caller, _cloud.Time.GetUtcNow() + life);
        return (key.Id, key.Secret, key.SessionToken!);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _http.DisposeAsync();
        await _broker.DisposeAsync();
        _authenticator.Dispose();
        _cloud.Dispose();
    }

    private Task TellAsync(ReservedMessage? message) =>
        message is null ? Task.CompletedTask : _broker.PublishAsync(message);

    /// <summary>The MQTT server cannot tell the port that the system chose, so one is chosen before.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
