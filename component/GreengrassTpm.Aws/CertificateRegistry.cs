using Amazon.IoT;
using Amazon.Runtime;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>The device's certificates in AWS IoT, by the control plane and in sessions of the device's role.</summary>
/// <remarks>
/// A certificate is given up by a session of its own, in this order: detached from its thing, inactive, deleted with its
/// policies' attachments. Inactive, it gets no session any more; so an earlier run that was stopped after that has left one
/// call undone, which the active credential's session makes where the role allows iot:DeleteCertificate on other certificates
/// (the service deletes only what is inactive and attached to no thing).
/// </remarks>
/// <param name="settings">Where the services are.</param>
/// <param name="exchange">Obtains the sessions.</param>
/// <param name="time">Counts the time that changes need to be seen everywhere.</param>
public sealed class CertificateRegistry(AwsSettings settings, TokenExchange exchange, TimeProvider time)
    : ICredentialRegistry
{
    private readonly Settling _settling = new(settings, time);

    /// <inheritdoc/>
    public async Task AdmitAsync(CredentialReference staged, CredentialReference active, CancellationToken cancellation)
    {
        using RegistrySession session = await OpenAsync(await exchange.GetAsync(active, cancellation), cancellation);
        await Admission.CarryOutAsync(session, staged.CertificateId, active.CertificateId);
    }

    /// <inheritdoc/>
    public async Task<Retirement> RetireAsync(
        CredentialReference credential,
        CredentialReference active,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfEqual(credential.CertificateId, active.CertificateId);
        SessionAWSCredentials? own;
        try
        {
            own = await OwnSessionAsync(credential, cancellation);
        }
        catch (RotationPortException e) when (e.Retry == RetryClass.Retryable)
        {
            // A certificate that the service does not know may be dropped in the handshake, as by a broken network.
            if (await IsKnownAsync(credential, active, cancellation))
            {
                throw;
            }

            return Retirement.Gone;
        }

        return own is null
            ? await RetireRefusedAsync(credential, active, cancellation)
            : await RetireByOwnSessionAsync(credential, own, cancellation);
    }

    /// <summary>A session of the certificate's own, also when an earlier run has detached it from its thing.</summary>
    private async Task<SessionAWSCredentials?> OwnSessionAsync(
        CredentialReference credential,
        CancellationToken cancellation
    ) =>
        (await exchange.AskAsync(credential, asThing: true, cancellation)).Session
        ?? (await exchange.AskAsync(credential, asThing: false, cancellation)).Session;

    private async Task<bool> IsKnownAsync(
        CredentialReference credential,
        CredentialReference active,
        CancellationToken cancellation
    )
    {
        using RegistrySession session = await OpenAsync(await exchange.GetAsync(active, cancellation), cancellation);
        return await session.PoliciesOfAsync(credential.CertificateId) is not null;
    }

    /// <summary>
    /// A certificate that gets no session is gone, or inactive since an earlier run, or lacks rights, or is denied the role by
    /// a policy. Which of them the service tells, by what it lets us see and do.
    /// </summary>
    private async Task<Retirement> RetireRefusedAsync(
        CredentialReference credential,
        CredentialReference active,
        CancellationToken cancellation
    )
    {
        using RegistrySession session = await OpenAsync(await exchange.GetAsync(active, cancellation), cancellation);
        if (await session.PoliciesOfAsync(credential.CertificateId) is null)
        {
            return Retirement.Gone;
        }

        Deletion deletion = await session.DeleteAsync(credential.CertificateId);
        if (deletion == Deletion.Done)
        {
            return Retirement.Gone;
        }

        CertificateStatus? status = await StatusIfAllowedAsync(session, credential.CertificateId);
        if (status == CertificateStatus.INACTIVE || status == CertificateStatus.REVOKED)
        {
            return Retirement.Inert;
        }

        bool isSeenActive = status is not null || deletion == Deletion.StillActive;
        return await RetireWithRightsAsync(session, credential, active, isSeenActive, cancellation);
    }

    /// <summary>With the rights of the active one and no others it would get a session, unless it is inactive.</summary>
    private async Task<Retirement> RetireWithRightsAsync(
        RegistrySession session,
        CredentialReference credential,
        CredentialReference active,
        bool isSeenActive,
        CancellationToken cancellation
    )
    {
        HashSet<string> rights = await RightsOfAsync(session, active.CertificateId);
        HashSet<string> found = await RightsOfAsync(session, credential.CertificateId);
        if (found.IsProperSupersetOf(rights))
        {
            throw MayBeActive(credential.CertificateId);
        }

        await Admission.CarryOutAsync(session, credential.CertificateId, active.CertificateId);
        SessionAWSCredentials? own = await _settling.AskAsync(
            () => OwnSessionAsync(credential, cancellation),
            answer => answer is not null,
            cancellation
        );
        if (own is not null)
        {
            return await RetireByOwnSessionAsync(credential, own, cancellation);
        }

        if (isSeenActive || !(await RightsOfAsync(session, credential.CertificateId)).SetEquals(rights))
        {
            throw MayBeActive(credential.CertificateId);
        }

        // Rights that were given just now may not be in force everywhere: their refusal says nothing yet.
        return found.SetEquals(rights) ? Retirement.Inert : throw NotInForce(credential.CertificateId);
    }

    private static async Task<CertificateStatus?> StatusIfAllowedAsync(RegistrySession session, string certificate)
    {
        try
        {
            return await session.StatusAsync(certificate);
        }
        catch (RotationPortException e) when (PortErrors.IsDenial(e))
        {
            return null;
        }
    }

    /// <summary>The policies and things that a certificate is attached to.</summary>
    private static async Task<HashSet<string>> RightsOfAsync(RegistrySession session, string certificate) =>
        [
            .. (await session.PoliciesOfAsync(certificate) ?? []).Select(policy => $"policy/{policy}"),
            .. (await session.ThingsOfAsync(certificate)).Select(thing => $"thing/{thing}"),
        ];

    private static RotationPortException NotInForce(string certificate) =>
        new(
            $"certificate {certificate} was given its rights again, by which it can give itself up, and gets no session yet",
            RetryClass.Retryable
        );

    private RotationPortException MayBeActive(string certificate) =>
        new(
            $"certificate {certificate} gets no session of role alias {settings.RoleAlias} by which it could give itself up, and may be ACTIVE still",
            RetryClass.Permanent,
            "look at its policies: one that the active certificate does not have may deny it the role; take that one away, or make the certificate inactive and delete it in the cloud"
        );

    private async Task<Retirement> RetireByOwnSessionAsync(
        CredentialReference credential,
        AWSCredentials own,
        CancellationToken cancellation
    )
    {
        using RegistrySession session = await OpenAsync(own, cancellation);
        string certificate = credential.CertificateId;
        if (session.OwnCertificateId != certificate)
        {
            throw new RotationPortException(
                $"the session for certificate {certificate} is named after {session.OwnCertificateId ?? "no certificate"}",
                RetryClass.Permanent,
                "find out who answers in the credentials endpoint's place; nothing was given up"
            );
        }

        await DetachAsync(session, certificate, cancellation);
        await session.DeactivateAsync(certificate);
        Deletion deletion = await _settling.AskAsync(
            () => session.DeleteAsync(certificate),
            result => result is Deletion.Done or Deletion.Denied,
            cancellation
        );
        return deletion switch
        {
            Deletion.Done => Retirement.Gone,
            Deletion.Denied => Retirement.Inert,
            _ => throw new RotationPortException(
                $"certificate {certificate} is inactive but cannot be deleted yet: {deletion}",
                RetryClass.Retryable
            ),
        };
    }

    /// <summary>Detaches it from its things, and waits until that is seen: afterwards it has no session to do so.</summary>
    private async Task DetachAsync(RegistrySession session, string certificate, CancellationToken cancellation)
    {
        foreach (string thing in await session.ThingsOfAsync(certificate))
        {
            await session.DetachThingAsync(thing, certificate);
        }

        IReadOnlyList<string> left = await _settling.AskAsync(
            () => session.ThingsOfAsync(certificate),
            things => things.Count == 0,
            cancellation
        );
        if (left.Count > 0)
        {
            throw new RotationPortException(
                $"certificate {certificate} is still attached to thing {string.Join(", ", left)}",
                RetryClass.Retryable
            );
        }
    }

    private Task<RegistrySession> OpenAsync(AWSCredentials credentials, CancellationToken cancellation) =>
        RegistrySession.OpenAsync(settings, credentials, cancellation);
}
