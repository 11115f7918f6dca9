namespace GreengrassTpm.LocalCloud;

/// <summary>What the parts of the cloud share.</summary>
internal sealed class CloudServices(LocalCloudOptions options) : IDisposable
{
    private long _sequence;

    public CloudAccount Account { get; } = new(options.AccountId, options.Region);

    public TimeProvider Time { get; } = options.Time;

    public TimeSpan PolicyDetachDelay { get; } = options.PolicyDetachDelay;

    public CloudState State { get; } = new(new CloudAccount(options.AccountId, options.Region));

    public CertificateAuthority Authority { get; } = new(options.Time);

    public AccessKeys Keys { get; } = new();

    public FaultPlan Faults { get; } = new();

    public CallLog Calls { get; } = new();

    public ShadowService Shadows { get; } = new(options.Time);

    /// <summary>While true, a certificate that is made is for a key of our own instead of the request's.</summary>
    public bool IssuesForAnotherKey { get; set; }

    public JobService Jobs { get; } = new(options.Time);

    /// <summary>Host and port of the MQTT server; known once it listens.</summary>
    public string MqttEndpoint { get; set; } = "";

    /// <summary>Host and port of the credentials endpoint; known once it listens.</summary>
    public string CredentialsEndpoint { get; set; } = "";

    /// <summary>A number higher than all before.</summary>
    public long NextSequence() => Interlocked.Increment(ref _sequence);

    /// <summary>Signs a request.</summary>
    /// <param name="csr">The request, PEM.</param>
    /// <param name="status">The certificate's status.</param>
    public IssuedCertificate Issue(string csr, string status)
    {
        using var certificate = Authority.IssueForCsr(IssuesForAnotherKey ? CertificateAuthority.NewCsr() : csr);
        DateTimeOffset now = Time.GetUtcNow();
        return new IssuedCertificate(
            SigV4.Hash(certificate.RawData),
            certificate.ExportCertificatePem() + "\n",
            status,
            certificate.NotBefore,
            certificate.NotAfter,
            NextSequence(),
            now,
            now
        );
    }

    /// <inheritdoc/>
    public void Dispose() => Authority.Dispose();
}
