using Amazon.IoT;
using Amazon.IoT.Model;
using Amazon.Runtime;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Aws;

/// <summary>What became of a certificate that was to be deleted.</summary>
internal enum Deletion
{
    /// <summary>It is gone.</summary>
    Done,

    /// <summary>It is active.</summary>
    StillActive,

    /// <summary>It is attached to a thing.</summary>
    StillAttached,

    /// <summary>The session has no right to.</summary>
    Denied,
}

/// <summary>The calls on certificates, their things and policies, in one session.</summary>
internal sealed class RegistrySession : IDisposable
{
    private readonly AmazonIoTClient _iot;
    private readonly CallerIdentity _caller;
    private readonly string _region;
    private readonly CancellationToken _cancellation;

    private RegistrySession(AmazonIoTClient iot, CallerIdentity caller, string region, CancellationToken cancellation)
    {
        _iot = iot;
        _caller = caller;
        _region = region;
        _cancellation = cancellation;
    }

    /// <summary>The certificate that the session was obtained with, in lower-case hexadecimal; null where it is not named after one.</summary>
    public string? OwnCertificateId => _caller.CertificateId;

    /// <summary>Begins to work in a session.</summary>
    /// <param name="settings">Where the services are.</param>
    /// <param name="credentials">The session.</param>
    /// <param name="cancellation">Ends every call.</param>
    /// <exception cref="RotationPortException">The session is not accepted.</exception>
    public static async Task<RegistrySession> OpenAsync(
        AwsSettings settings,
        AWSCredentials credentials,
        CancellationToken cancellation
    )
    {
        var session = new AwsSession(settings, credentials);
        CallerIdentity caller = await session.WhoAmIAsync(cancellation);
        return new RegistrySession(session.ControlPlane(settings.Retries), caller, settings.Region, cancellation);
    }

    /// <summary>The names of the things that a certificate is attached to; none where there is no such certificate.</summary>
    public async Task<IReadOnlyList<string>> ThingsOfAsync(string certificateId)
    {
        List<string> things = [];
        var request = new ListPrincipalThingsRequest { Principal = Arn(certificateId) };
        do
        {
            ListPrincipalThingsResponse? page = await UnlessGoneAsync(
                $"iot:ListPrincipalThings on {request.Principal}",
                () => _iot.ListPrincipalThingsAsync(request, _cancellation)
            );
            things.AddRange(page?.Things ?? []);
            request.Marker = page?.NextMarker;
        } while (!string.IsNullOrEmpty(request.Marker));

        return things;
    }

    /// <summary>How a certificate is attached to a thing; null where it is not.</summary>
    public async Task<ThingPrincipalType?> AttachmentAsync(string thing, string certificateId)
    {
        string principal = Arn(certificateId);
        var request = new ListThingPrincipalsV2Request { ThingName = thing };
        do
        {
            // This operation is allowed by the permission of its first version.
            ListThingPrincipalsV2Response page = await GuardAsync(
                $"iot:ListThingPrincipals on thing/{thing}",
                () => _iot.ListThingPrincipalsV2Async(request, _cancellation)
            );
            if (page.ThingPrincipalObjects?.Find(found => found.Principal == principal) is { } attached)
            {
                return attached.ThingPrincipalType ?? ThingPrincipalType.NON_EXCLUSIVE_THING;
            }

            request.NextToken = page.NextToken;
        } while (!string.IsNullOrEmpty(request.NextToken));

        return null;
    }

    /// <summary>The names of the policies attached to a certificate; null where there is no such certificate.</summary>
    public async Task<IReadOnlyList<string>?> PoliciesOfAsync(string certificateId)
    {
        List<string> policies = [];
        var request = new ListAttachedPoliciesRequest { Target = Arn(certificateId) };
        do
        {
            ListAttachedPoliciesResponse? page = await UnlessGoneAsync(
                $"iot:ListAttachedPolicies on {request.Target}",
                () => _iot.ListAttachedPoliciesAsync(request, _cancellation)
            );
            if (page is null)
            {
                return null;
            }

            policies.AddRange((page.Policies ?? []).Select(policy => policy.PolicyName));
            request.Marker = page.NextMarker;
        } while (!string.IsNullOrEmpty(request.Marker));

        return policies;
    }

    /// <summary>A certificate's status; null where there is no such certificate.</summary>
    public async Task<CertificateStatus?> StatusAsync(string certificateId)
    {
        DescribeCertificateResponse? found = await UnlessGoneAsync(
            $"iot:DescribeCertificate on {Arn(certificateId)}",
            () => _iot.DescribeCertificateAsync(certificateId, _cancellation)
        );
        return found?.CertificateDescription.Status;
    }

    /// <summary>Attaches a certificate to a thing.</summary>
    public Task AttachThingAsync(string thing, string certificateId, ThingPrincipalType type) =>
        GuardAsync(
            $"iot:AttachThingPrincipal on {Arn(certificateId)}",
            () =>
                _iot.AttachThingPrincipalAsync(
                    new AttachThingPrincipalRequest
                    {
                        ThingName = thing,
                        Principal = Arn(certificateId),
                        ThingPrincipalType = type,
                    },
                    _cancellation
                )
        );

    /// <summary>Attaches a policy to a certificate.</summary>
    public Task AttachPolicyAsync(string policy, string certificateId) =>
        GuardAsync(
            $"iot:AttachPolicy on {Arn(certificateId)}",
            () =>
                _iot.AttachPolicyAsync(
                    new AttachPolicyRequest { PolicyName = policy, Target = Arn(certificateId) },
                    _cancellation
                )
        );

    /// <summary>Detaches a certificate from a thing, if it is attached.</summary>
    public Task DetachThingAsync(string thing, string certificateId) =>
        UnlessGoneAsync(
            $"iot:DetachThingPrincipal on {Arn(certificateId)}",
            () => _iot.DetachThingPrincipalAsync(thing, Arn(certificateId), _cancellation)
        );

    /// <summary>Makes a certificate inactive, if it is there.</summary>
    public Task DeactivateAsync(string certificateId) =>
        UnlessGoneAsync(
            $"iot:UpdateCertificate on {Arn(certificateId)}",
            () => _iot.UpdateCertificateAsync(certificateId, CertificateStatus.INACTIVE, _cancellation)
        );

    /// <summary>Deletes a certificate with the attachments of its policies, if the service and the session's rights let it.</summary>
    public Task<Deletion> DeleteAsync(string certificateId) =>
        GuardAsync($"iot:DeleteCertificate on {Arn(certificateId)}", () => TryDeleteAsync(certificateId));

    /// <inheritdoc/>
    public void Dispose() => _iot.Dispose();

    private async Task<Deletion> TryDeleteAsync(string certificateId)
    {
        try
        {
            await _iot.DeleteCertificateAsync(
                new DeleteCertificateRequest { CertificateId = certificateId, ForceDelete = true },
                _cancellation
            );
            return Deletion.Done;
        }
        catch (ResourceNotFoundException)
        {
            return Deletion.Done;
        }
        catch (CertificateStateException)
        {
            return Deletion.StillActive;
        }
        catch (DeleteConflictException)
        {
            return Deletion.StillAttached;
        }
        catch (AmazonIoTException e) when (PortErrors.IsDenial(e))
        {
            return Deletion.Denied;
        }
    }

    private string Arn(string certificateId) => _caller.CertificateArn(_region, certificateId);

    private Task<T> GuardAsync<T>(string attempt, Func<Task<T>> call) =>
        PortErrors.GuardAsync(attempt, call, _cancellation);

    private Task<T?> UnlessGoneAsync<T>(string attempt, Func<Task<T>> call)
        where T : AmazonWebServiceResponse =>
        GuardAsync(
            attempt,
            async () =>
            {
                try
                {
                    return await call();
                }
                catch (ResourceNotFoundException)
                {
                    return null;
                }
            }
        );
}
