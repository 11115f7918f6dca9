using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>
/// The steps up to the switch: each looks what is there, checks it, acts, records. The active credential is read and never
/// touched.
/// </summary>
internal sealed class StagingSteps(RotationContext context)
{
    private const int IdLength = 16;

    /// <summary>Decides on a rotation: what works now is what will be asked for afterwards; if nothing does, there is none.</summary>
    public async Task<RotationStep> PlanAsync(
        RotationOrder order,
        RotationHistory history,
        CancellationToken cancellation
    )
    {
        var reference = context.Token.ReadActive().Reference;
        var evidence = await context.Ports.Confirmer.CollectAsync(reference, cancellation);
        string[] baseline = [.. evidence.Where(one => one.Verdict == EvidenceVerdict.Expected).Select(one => one.Kind)];
        if (baseline.Length == 0)
        {
            return RotationStep.Wait(
                context.Settings.LongestPause,
                $"no rotation: nothing shows that the present credential works ({string.Join("; ", evidence.Select(one => one.Detail))})"
            );
        }

        var contents = ClearRemains(history);
        ForeignObjects.RequireNone(context.Token.TokenLabel, contents, context.Token.Label);
        var active = ActiveCredential.Of(context.Token.TokenLabel, contents, context.Token.Label, loggedIn: true);
        if (active.Reference != reference)
        {
            return RotationStep.Wait(context.Settings.FirstPause, "the active credential was replaced meanwhile");
        }

        context.Recorder.Record(
            RandomHex(),
            RotationState.Planned,
            record =>
                record with
                {
                    Trigger = order.Trigger,
                    Mode = order.Mode,
                    KeyAlgorithm = order.Mode == RotationMode.CertificateOnly ? null : order.KeyAlgorithm,
                    Label = context.Token.Label,
                    StagedId = RandomHex(),
                    Objects = RotationObjects.Leaving(active, order.Mode, RandomHex()),
                    Baseline = baseline,
                }
        );
        return RotationStep.Continue($"a rotation is planned; {string.Join(", ", baseline)} work now");
    }

    /// <summary>A new key is born on the token. Its CKA_ID is on record since Planned.</summary>
    public RotationStep GenerateKey(Rotation rotation)
    {
        var digest = context.Token.GenerateKey(rotation);
        context.Recorder.Record(
            rotation.Name,
            RotationState.KeyGenerated,
            record =>
                record with
                {
                    Objects =
                    [
                        .. rotation.Objects.Where(listed => listed.Role == RotationRole.Previous),
                        RotationObjects.Arriving(rotation, new ObjectIdentity(TokenObjectClass.PrivateKey, digest)),
                        RotationObjects.Arriving(rotation, new ObjectIdentity(TokenObjectClass.PublicKey, digest)),
                    ],
                }
        );
        return RotationStep.Continue($"the key {digest[..16]}… was generated on the token");
    }

    /// <summary>
    /// Asks the issuer once. That it is asked is on record before: each request that arrives makes a certificate, so their
    /// number is bounded over all restarts.
    /// </summary>
    public async Task<RotationStep> IssueAsync(Rotation rotation, CancellationToken cancellation)
    {
        if (context.Token.CreateRequest(rotation) is not { } request)
        {
            // A power cut has undone the generation. The lost key has no certificate yet, so a new one takes its place.
            return GenerateKey(rotation);
        }

        if (rotation.RequestsInDoubt >= context.Settings.MostRequests)
        {
            return context.Abandon(
                rotation,
                $"the issuer was asked {rotation.RequestsInDoubt} times without an answer"
            );
        }

        context.Recorder.Record(
            rotation.Name,
            rotation.State,
            record => record with { Requests = rotation.Requests + 1 }
        );
        using var certificate = await AskAsync(rotation, request, cancellation);
        var identity = ObjectIdentity.OfCertificate(certificate.RawData);
        context.Recorder.Record(
            rotation.Name,
            RotationState.CertificateIssued,
            record =>
                record with
                {
                    Objects = [.. rotation.Objects, RotationObjects.Arriving(rotation, identity)],
                    CertificatePem = certificate.ExportCertificatePem(),
                    Debt = RotationContext.LostAnswers(rotation.RequestsInDoubt),
                }
        );
        return RotationStep.Continue($"certificate {identity.Digest} was issued");
    }

    /// <summary>Asks, and takes back from the requests in doubt what is certain to have left nothing unknown behind.</summary>
    private async Task<X509Certificate2> AskAsync(Rotation rotation, byte[] request, CancellationToken cancellation)
    {
        var active = rotation.CredentialOf(RotationRole.Previous, SwitchDirection.Back);
        try
        {
            var certificate = await context.Ports.Issuer.IssueAsync(request, active, cancellation);
            return CertificateKey.DigestOf(certificate) == KeyDigestOf(request)
                ? certificate
                : throw ForAnotherKey(certificate);
        }
        catch (RotationPortException e) when (e.IsWithoutEffect || e.UselessCertificateId is not null)
        {
            context.Recorder.Record(
                rotation.Name,
                rotation.State,
                record =>
                    record with
                    {
                        Settled = rotation.Settled + 1,
                        Debt = e.UselessCertificateId is { } id
                            ? $"certificate {id} was made and is of no use: delete it in the cloud"
                            : null,
                    }
            );
            throw;
        }
    }

    private static RotationPortException ForAnotherKey(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return new RotationPortException("the issuer returned a certificate for another key", RetryClass.Permanent)
            {
                UselessCertificateId = ObjectIdentity.OfCertificate(certificate.RawData).Digest,
            };
        }
    }

    /// <summary>The certificate goes beside its key.</summary>
    public RotationStep StoreCertificate(Rotation rotation)
    {
        context.Token.StoreCertificate(rotation);
        context.Recorder.Record(rotation.Name, RotationState.CertificateStored);
        return RotationStep.Continue("the certificate was stored on the token");
    }

    /// <summary>The new certificate gets its rights, and the staged credential proves that it can do what the active one can.</summary>
    public async Task<RotationStep> ProveAsync(Rotation rotation, CancellationToken cancellation)
    {
        context.Token.StoreCertificate(rotation);
        var staged = rotation.CredentialOf(RotationRole.Staged, SwitchDirection.Back);
        var active = rotation.CredentialOf(RotationRole.Previous, SwitchDirection.Back);
        await context.Ports.Registry.AdmitAsync(staged, active, cancellation);
        var proofs = await context.Ports.Prover.ProveAsync(staged, active, cancellation);
        context.Recorder.Record(rotation.Name, RotationState.Proved, record => record with { Proofs = proofs });
        return RotationStep.Continue($"the staged credential is proved: {string.Join("; ", proofs)}");
    }

    /// <summary>The last look before the active credential is touched.</summary>
    public RotationStep BeginSwitch(Rotation rotation)
    {
        context.Token.StoreCertificate(rotation);
        if (SwitchReadiness.Obstacle(rotation, context.Token.Look()) is { } obstacle)
        {
            return context.Abandon(rotation, obstacle);
        }

        context.Recorder.Record(
            rotation.Name,
            RotationState.Switching,
            record => record with { Label = rotation.Label, Objects = rotation.Objects }
        );
        return RotationStep.Continue("the switch begins");
    }

    // What rotations that came to their end had destroyed, and a power cut has brought back.
    private TokenContents ClearRemains(RotationHistory history)
    {
        var contents = context.Token.Look();
        foreach (var ended in history.Rotations.Where(one => one.State.IsFinal()))
        {
            var role = ended.State == RotationState.Retired ? RotationRole.Previous : RotationRole.Staged;
            if (DestructionRule.AnyRemains(ended, role, contents))
            {
                context.Token.Destroy(ended, role);
                contents = context.Token.Look();
            }
        }

        return contents;
    }

    private static string KeyDigestOf(byte[] request) =>
        ObjectIdentity
            .OfPublicKey(
                CertificateRequest
                    .LoadSigningRequest(
                        request,
                        HashAlgorithmName.SHA256,
                        CertificateRequestLoadOptions.SkipSignatureValidation,
                        RSASignaturePadding.Pkcs1
                    )
                    .PublicKey.ExportSubjectPublicKeyInfo()
            )
            .Digest;

    private static string RandomHex() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength));
}
