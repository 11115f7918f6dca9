namespace GreengrassTpm.LocalCloud;

/// <summary>
/// Which calls go wrong and how. Calls are counted for each operation, from one. Operations are those of the control
/// planes and of S3 by name, <see cref="AnyOperation"/>, and <see cref="AssumeRoleWithCertificate"/>, <see cref="GetCallerIdentity"/>,
/// <see cref="Connect"/>, <see cref="ProvisionCertificate"/>, <see cref="RegisterThing"/>. Safe for concurrent use.
/// </summary>
public sealed class FaultPlan
{
    /// <summary>All requests over HTTP, all connections over MQTT and all of fleet provisioning, counted together.</summary>
    public const string AnyOperation = "*";

    /// <summary>A request to the credentials endpoint.</summary>
    public const string AssumeRoleWithCertificate = nameof(AssumeRoleWithCertificate);

    /// <summary>The operation of STS.</summary>
    public const string GetCallerIdentity = nameof(GetCallerIdentity);

    /// <summary>An MQTT connection.</summary>
    public const string Connect = nameof(Connect);

    /// <summary>A request to fleet provisioning for a certificate: CreateCertificateFromCsr by MQTT.</summary>
    public const string ProvisionCertificate = nameof(ProvisionCertificate);

    /// <summary>A request to fleet provisioning to register a certificate.</summary>
    public const string RegisterThing = nameof(RegisterThing);

    private readonly Lock _gate = new();
    private readonly List<Planned> _planned = [];
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);
    private volatile bool _offline;

    /// <summary>While true every connection to the cloud breaks at once, new ones and those that exist.</summary>
    public bool Offline
    {
        get => _offline;
        set
        {
            _offline = value;
            OfflineChanged?.Invoke();
        }
    }

    /// <summary>Tells that <see cref="Offline"/> was set.</summary>
    internal event Action? OfflineChanged;

    /// <summary>Plans a fault.</summary>
    /// <param name="operation">The operation that fails.</param>
    /// <param name="fault">How it fails.</param>
    /// <param name="call">Number of the first call that fails.</param>
    /// <param name="times">How many calls fail.</param>
    public void Add(string operation, Fault fault, int call = 1, int times = 1)
    {
        lock (_gate)
        {
            _planned.Add(new Planned(operation, fault, call, call + times - 1));
        }
    }

    /// <summary>Plans a fault for the next call of an operation, whatever its number.</summary>
    public void AddNext(string operation, Fault fault)
    {
        lock (_gate)
        {
            var next = _calls.GetValueOrDefault(operation) + 1;
            _planned.Add(new Planned(operation, fault, next, next));
        }
    }

    /// <summary>Forgets what was planned: from now on all goes well.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _planned.Clear();
        }
    }

    /// <summary>How often an operation was called, faulty calls included.</summary>
    public int Calls(string operation)
    {
        lock (_gate)
        {
            return _calls.GetValueOrDefault(operation);
        }
    }

    /// <summary>Counts a call and tells what goes wrong with it.</summary>
    internal IReadOnlyList<Fault> Next(string operation)
    {
        lock (_gate)
        {
            return [.. Due(operation), .. Due(AnyOperation)];
        }
    }

    private Fault[] Due(string operation)
    {
        var number = _calls[operation] = _calls.GetValueOrDefault(operation) + 1;
        return
        [
            .. _planned
                .Where(plan => plan.Operation == operation && plan.First <= number && number <= plan.Last)
                .Select(plan => plan.Fault),
        ];
    }

    private sealed record Planned(string Operation, Fault Fault, int First, int Last);
}
