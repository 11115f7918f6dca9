using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>
/// The cloud as the ports of a rotation see it, in memory: which certificates there are, and what each may do. It keeps the
/// ports' contracts, and fails where a test wants it to.
/// </summary>
/// <param name="canSign">Whether the device can sign with the key of a certificate now; a real token tells.</param>
/// <param name="inUse">Which certificate the device is in fact used with; null = none.</param>
internal sealed class ImaginedCloud(Func<CredentialReference, bool> canSign, Func<string?> inUse)
    : ICredentialIssuer,
        ICredentialRegistry,
        ICredentialProver,
        ICredentialConfirmer,
        IDisposable
{
    /// <summary>Gets the authority that signs certificates.</summary>
    public TestAuthority Authority { get; } = TestAuthority.Create();

    /// <summary>Gets the certificates that exist, by id.</summary>
    public Dictionary<string, ImaginedCertificate> Certificates { get; } = [];

    /// <summary>The certificates as they are now.</summary>
    public Dictionary<string, ImaginedCertificate> Copy() =>
        Certificates.ToDictionary(
            pair => pair.Key,
            pair => new ImaginedCertificate { Active = pair.Value.Active, Admitted = pair.Value.Admitted }
        );

    /// <summary>Puts the certificates back to what they were when copied.</summary>
    public void Restore(Dictionary<string, ImaginedCertificate> copy)
    {
        Certificates.Clear();
        foreach (var (id, certificate) in copy)
        {
            Certificates[id] = new ImaginedCertificate { Active = certificate.Active, Admitted = certificate.Admitted };
        }
    }

    /// <summary>Gets the names of the calls that have come, in their order.</summary>
    public IList<string> Calls { get; } = [];

    /// <summary>Gets or sets whether the device has a network.</summary>
    public bool Reachable { get; set; } = true;

    /// <summary>Gets or sets what happens before a call is served: it may throw, with a <see cref="RotationPortException"/> as a port would.</summary>
    public Action<string>? Before { get; set; }

    /// <summary>Gets or sets what happens after a call was served: where it throws, the answer is lost.</summary>
    public Action<string>? After { get; set; }

    /// <summary>Gets what was changed, in its order.</summary>
    public IList<CloudChange> Changes { get; } = [];

    /// <summary>Gets or sets whether shadow updates are accepted.</summary>
    public bool ShadowWorks { get; set; } = true;

    /// <summary>Gets or sets how far the cloud comes when it is asked to retire a certificate.</summary>
    public Retirement Retired { get; set; } = Retirement.Gone;

    /// <summary>Gets or sets what the service puts into a certificate instead of what was asked for.</summary>
    public CertificateOptions? Issued { get; set; }

    /// <summary>Gets or sets whether the port hands on what the service answers without looking at it.</summary>
    public bool Careless { get; set; }

    /// <inheritdoc/>
    public Task<X509Certificate2> IssueAsync(
        ReadOnlyMemory<byte> request,
        CredentialReference active,
        CancellationToken cancellation
    ) =>
        Serve(
            "issue",
            () =>
            {
                RequireRequest(request.Span);
                RequireWorking(active);
                var certificate = Authority.Issue(request.Span, Issued);
                Certificates[IdOf(certificate)] = new ImaginedCertificate();
                Change(CloudChangeKind.Create, IdOf(certificate), active.CertificateId);
                return Careless || Issued?.OtherKey is null ? certificate : throw Useless(certificate);
            }
        );

    /// <inheritdoc/>
    public Task AdmitAsync(CredentialReference staged, CredentialReference active, CancellationToken cancellation) =>
        Serve(
            "admit",
            () =>
            {
                RequireWorking(active);
                Change(CloudChangeKind.Attach, staged.CertificateId, active.CertificateId);
                return Known(staged).Admitted = true;
            }
        );

    /// <inheritdoc/>
    public Task<Retirement> RetireAsync(
        CredentialReference credential,
        CredentialReference active,
        CancellationToken cancellation
    ) =>
        Serve(
            "retire",
            () =>
            {
                if (Certificates.ContainsKey(credential.CertificateId) && Retired != Retirement.Awaited)
                {
                    RequireWorking(credential);
                    Retire(credential.CertificateId);
                }

                return Retired;
            }
        );

    /// <inheritdoc/>
    public Task<ProbeResult> ProbeAsync(CredentialReference credential, CancellationToken cancellation)
    {
        Calls.Add("probe");
        var verdict = Verdict(credential);
        return Task.FromResult(new ProbeResult(verdict, $"{credential.Label} {verdict}"));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ProveAsync(
        CredentialReference staged,
        CredentialReference active,
        CancellationToken cancellation
    ) =>
        Serve<IReadOnlyList<string>>(
            "prove",
            () =>
            {
                if (Verdict(active) == ProbeVerdict.Works)
                {
                    RequireWorking(staged);
                }

                return ["TLS 1.2, role alias answered 200"];
            }
        );

    /// <inheritdoc/>
    public Task<IReadOnlyList<Evidence>> CollectAsync(CredentialReference expected, CancellationToken cancellation)
    {
        Calls.Add("collect");
        var used = inUse();
        var works = Reachable && used is not null && Certificates.GetValueOrDefault(used)?.Works == true;
        var verdict =
            !works ? EvidenceVerdict.Missing
            : used == expected.CertificateId ? EvidenceVerdict.Expected
            : EvidenceVerdict.Other;
        return Task.FromResult<IReadOnlyList<Evidence>>([
            new Evidence(
                Evidence.TokenExchange,
                verdict,
                $"the session names {used ?? "nothing"}",
                works ? used : null
            ),
            new Evidence(
                Evidence.Shadow,
                works && ShadowWorks ? EvidenceVerdict.Expected : EvidenceVerdict.Missing,
                "a shadow update"
            ),
        ]);
    }

    /// <inheritdoc/>
    public void Dispose() => Authority.Dispose();

    /// <summary>Puts a certificate that works into the cloud.</summary>
    /// <param name="certificate">The certificate.</param>
    public void Register(X509Certificate2 certificate) =>
        Certificates[IdOf(certificate)] = new ImaginedCertificate { Admitted = true };

    private static string IdOf(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));

    private void Retire(string certificate)
    {
        Change(CloudChangeKind.Detach, certificate, certificate);
        Change(CloudChangeKind.Deactivate, certificate, certificate);
        if (Retired == Retirement.Inert)
        {
            Certificates[certificate].Active = false;
            return;
        }

        Change(CloudChangeKind.Delete, certificate, certificate);
        Certificates.Remove(certificate);
    }

    private void Change(CloudChangeKind kind, string on, string by) => Changes.Add(new CloudChange(kind, on, by));

    private Task<T> Serve<T>(string call, Func<T> serve)
    {
        Calls.Add(call);
        Before?.Invoke(call);
        if (!Reachable)
        {
            throw new RotationPortException($"{call}: no route to host", RetryClass.Retryable)
            {
                IsWithoutEffect = true,
            };
        }

        var answer = serve();
        After?.Invoke(call);
        return Task.FromResult(answer);
    }

    private ProbeVerdict Verdict(CredentialReference credential) =>
        !Reachable || !canSign(credential) ? ProbeVerdict.Unknown
        : Certificates.GetValueOrDefault(credential.CertificateId)?.Works == true ? ProbeVerdict.Works
        : ProbeVerdict.Refused;

    private void RequireWorking(CredentialReference credential)
    {
        if (Verdict(credential) != ProbeVerdict.Works)
        {
            throw new RotationPortException(
                $"the session of certificate {credential.CertificateId} was refused",
                RetryClass.Permanent
            )
            {
                IsWithoutEffect = true,
            };
        }
    }

    private static void RequireRequest(ReadOnlySpan<byte> request)
    {
        try
        {
            _ = CertificateRequest.LoadSigningRequest(
                request.ToArray(),
                HashAlgorithmName.SHA256,
                CertificateRequestLoadOptions.SkipSignatureValidation,
                RSASignaturePadding.Pkcs1
            );
        }
        catch (CryptographicException e)
        {
            throw new RotationPortException($"the request is no PKCS#10: {e.Message}", RetryClass.Permanent, null, e)
            {
                IsWithoutEffect = true,
            };
        }
    }

    private static RotationPortException Useless(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return new RotationPortException("the certificate is for another key", RetryClass.Permanent)
            {
                UselessCertificateId = IdOf(certificate),
            };
        }
    }

    private ImaginedCertificate Known(CredentialReference credential) =>
        Certificates.GetValueOrDefault(credential.CertificateId)
        ?? throw new RotationPortException($"there is no certificate {credential.CertificateId}", RetryClass.Permanent);
}
