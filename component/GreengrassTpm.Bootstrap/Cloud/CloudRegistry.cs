using Amazon.IoT;
using Amazon.IoT.Model;
using Amazon.Runtime;
using GreengrassTpm.Aws;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// AWS IoT's registry with the rights of an operator: things, certificates, policies. Every member throws
/// <see cref="CommandException"/>, worded by <see cref="CloudErrorExplanation"/>, when the service does not do what it is asked for.
/// </summary>
internal sealed partial class CloudRegistry : IDisposable
{
    private const string CertificateKind = ":cert/";
    private const int LargestPage = 250;

    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(30);

    private readonly AmazonIoTClient _client;
    private readonly AmazonIoTClient _unrepeated;

    /// <summary>A registry that is reached by clients of the caller's making; they are disposed of with it.</summary>
    /// <param name="client">For all calls that may be repeated.</param>
    /// <param name="unrepeated">For those that may not; it repeats none by itself.</param>
    internal CloudRegistry(AmazonIoTClient client, AmazonIoTClient unrepeated)
    {
        _client = client;
        _unrepeated = unrepeated;
        Region = client.Config.RegionEndpoint?.SystemName ?? client.Config.AuthenticationRegion;
    }

    /// <summary>The region it talks to.</summary>
    internal string Region { get; }

    /// <summary>Prepares the connection; credentials are looked for at the first call.</summary>
    /// <param name="region">The region; null for the one that the environment or the profile names.</param>
    /// <exception cref="CommandException">No region is named anywhere.</exception>
    internal static CloudRegistry Open(string? region)
    {
        CredentialSources.Keep();
        try
        {
            return new CloudRegistry(
                new AmazonIoTClient(Configuration(region)),
                new AmazonIoTClient(Unrepeated(Configuration(region)))
            );
        }
        catch (AmazonClientException error)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"no AWS region is named: {ErrorExplanation.Sentence(error.Message)}",
                "name it with --aws-region, AWS_REGION or the profile",
                error
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _unrepeated.Dispose();
    }

    /// <summary>How far the service's clock is ahead of the device's, as the service's answers have told.</summary>
    internal TimeSpan ClockDifference() =>
        CorrectClockSkew.GetClockCorrectionForEndpoint(
            _client.DetermineServiceOperationEndpoint(new DescribeEndpointRequest()).URL
        );

    /// <summary>The host of an endpoint of the account.</summary>
    /// <param name="type"><c>iot:Data-ATS</c> or <c>iot:CredentialProvider</c>.</param>
    internal string Endpoint(string type) =>
        Ask(
            "DescribeEndpoint",
            type,
            () => _client.DescribeEndpointAsync(new DescribeEndpointRequest { EndpointType = type })
        ).EndpointAddress;

    /// <summary>The ARN of a role alias; null if there is none.</summary>
    internal string? FindRoleAlias(string name) =>
        Find(
            "DescribeRoleAlias",
            $"role alias {name}",
            () => _client.DescribeRoleAliasAsync(new DescribeRoleAliasRequest { RoleAlias = name })
        )?.RoleAliasDescription.RoleAliasArn;

    /// <summary>Whether there is a thing.</summary>
    internal bool HasThing(string name) =>
        Find("DescribeThing", $"thing {name}", () => _client.DescribeThingAsync(name)) is not null;

    /// <summary>Creates a thing; one of the same name without attributes is left as it is.</summary>
    internal void CreateThing(string name) =>
        Ask(
            "CreateThing",
            $"thing {name}",
            () => _client.CreateThingAsync(new CreateThingRequest { ThingName = name })
        );

    /// <summary>The ids of the certificates attached to a thing; none if there is no such thing.</summary>
    internal IReadOnlyList<string> CertificatesOf(string thing)
    {
        List<string> found = [];
        string? page = null;
        do
        {
            ListThingPrincipalsResponse? answer = Find(
                "ListThingPrincipals",
                $"thing {thing}",
                () =>
                    _client.ListThingPrincipalsAsync(
                        new ListThingPrincipalsRequest { ThingName = thing, NextToken = page }
                    )
            );
            found.AddRange(answer?.Principals ?? []);
            page = answer?.NextToken;
        } while (!string.IsNullOrEmpty(page));

        // A thing may have other principals, such as Cognito identities.
        return
        [
            .. found
                .Where(arn => arn.Contains(CertificateKind, StringComparison.Ordinal))
                .Select(arn => arn[(arn.LastIndexOf('/') + 1)..]),
        ];
    }

    /// <summary>The names of the things that a certificate is attached to.</summary>
    internal IReadOnlyList<string> ThingsOf(CloudCertificate certificate) =>
        Ask(
            "ListPrincipalThings",
            $"certificate {certificate.Id}",
            () =>
                _client.ListPrincipalThingsAsync(
                    new ListPrincipalThingsRequest { Principal = certificate.Arn, MaxResults = LargestPage }
                )
        ).Things
        ?? [];

    /// <summary>Ties a certificate to a thing and to no other; done already, nothing happens.</summary>
    internal void AttachThing(string thing, CloudCertificate certificate) =>
        Ask(
            "AttachThingPrincipal",
            $"certificate {certificate.Id} and thing {thing}",
            () =>
                _client.AttachThingPrincipalAsync(
                    new AttachThingPrincipalRequest
                    {
                        ThingName = thing,
                        Principal = certificate.Arn,
                        ThingPrincipalType = ThingPrincipalType.EXCLUSIVE_THING,
                    }
                )
        );

    /// <summary>Separates a certificate from a thing; done already, or one of them is gone, nothing happens.</summary>
    internal void DetachThing(string thing, CloudCertificate certificate) =>
        Find(
            "DetachThingPrincipal",
            $"certificate {certificate.Id} and thing {thing}",
            () => _client.DetachThingPrincipalAsync(thing, certificate.Arn)
        );

    /// <summary>Puts a thing into a group; done already, nothing happens.</summary>
    internal void JoinGroup(string thing, string group) =>
        Ask(
            "AddThingToThingGroup",
            $"thing group {group}",
            () =>
                _client.AddThingToThingGroupAsync(
                    new AddThingToThingGroupRequest { ThingName = thing, ThingGroupName = group }
                )
        );

    /// <summary>A policy's document; null if there is no such policy.</summary>
    internal string? FindPolicy(string name) =>
        Find("GetPolicy", $"policy {name}", () => _client.GetPolicyAsync(name))?.PolicyDocument;

    /// <summary>Creates a policy; one of that name with the same document counts as created.</summary>
    internal void CreatePolicy(string name, string document) =>
        Ask(
            "CreatePolicy",
            $"policy {name}",
            async () =>
            {
                try
                {
                    return await _client.CreatePolicyAsync(name, document);
                }
                catch (ResourceAlreadyExistsException)
                    when (FindPolicy(name) is { } made && DevicePolicy.AreEqual(made, document))
                {
                    // The answer to an earlier attempt of this very call was lost.
                    return new CreatePolicyResponse { PolicyName = name, PolicyDocument = document };
                }
            }
        );

    /// <summary>The names of the policies attached to a certificate.</summary>
    internal IReadOnlyList<string> PoliciesOf(CloudCertificate certificate) =>
        [
            .. (
                // At most ten policies may be attached: one page.
                Ask(
                    "ListAttachedPolicies",
                    $"certificate {certificate.Id}",
                    () =>
                        _client.ListAttachedPoliciesAsync(new ListAttachedPoliciesRequest { Target = certificate.Arn })
                ).Policies
                ?? []
            ).Select(policy => policy.PolicyName),
        ];

    /// <summary>Attaches a policy to a certificate; done already, nothing happens.</summary>
    internal void AttachPolicy(string policy, CloudCertificate certificate) =>
        Ask(
            "AttachPolicy",
            $"policy {policy} and certificate {certificate.Id}",
            () => _client.AttachPolicyAsync(new AttachPolicyRequest { PolicyName = policy, Target = certificate.Arn })
        );

    /// <summary>Detaches a policy from a certificate; done already, or one of them is gone, nothing happens.</summary>
    internal void DetachPolicy(string policy, CloudCertificate certificate) =>
        Find(
            "DetachPolicy",
            $"policy {policy} and certificate {certificate.Id}",
            () => _client.DetachPolicyAsync(new DetachPolicyRequest { PolicyName = policy, Target = certificate.Arn })
        );

    /// <summary>
    /// Has a certificate made, inactive. Asks once and never again: every call makes another certificate, also one whose answer is
    /// lost (then <see cref="FindCertificatesFor"/> finds it).
    /// </summary>
    /// <param name="request">PKCS#10 in PEM.</param>
    internal CloudCertificate CreateCertificate(string request)
    {
        CreateCertificateFromCsrResponse made = Ask(
            "CreateCertificateFromCsr",
            "the device's certificate request",
            () =>
                _unrepeated.CreateCertificateFromCsrAsync(
                    new CreateCertificateFromCsrRequest { CertificateSigningRequest = request, SetAsActive = false }
                )
        );
        return new CloudCertificate(made.CertificateId, made.CertificateArn, made.CertificatePem, "INACTIVE");
    }

    /// <summary>A certificate by its id; null if there is none.</summary>
    internal CloudCertificate? FindCertificate(string id) =>
        Find("DescribeCertificate", $"certificate {id}", () => _client.DescribeCertificateAsync(id))
            is { CertificateDescription: CertificateDescription found }
            ? new CloudCertificate(found.CertificateId, found.CertificateArn, found.CertificatePem, found.Status.Value)
            : null;

    /// <summary>When the newest certificate of the account was made, by the service's clock; null if there is none.</summary>
    internal DateTime? NewestCertificate() => List(null, 1).Certificates?.FirstOrDefault()?.CreationDate;

    /// <summary>The certificates for a key that were made since a time, newest first.</summary>
    /// <param name="publicKeyDigest">SHA-256 of the key's SubjectPublicKeyInfo, in lower-case hexadecimal.</param>
    /// <param name="since">The time, by the service's clock; null for all that there are.</param>
    internal IEnumerable<CloudCertificate> FindCertificatesFor(string publicKeyDigest, DateTimeOffset? since)
    {
        string? page = null;
        do
        {
            ListCertificatesResponse answer = List(page, LargestPage);
            foreach (Certificate listed in answer.Certificates ?? [])
            {
                if (listed.CreationDate < since?.UtcDateTime)
                {
                    yield break;
                }

                if (FindCertificate(listed.CertificateId) is { } found && found.PublicKeyDigest() == publicKeyDigest)
                {
                    yield return found;
                }
            }

            page = answer.NextMarker;
        } while (!string.IsNullOrEmpty(page));
    }

    /// <summary>Lets clients connect with a certificate.</summary>
    internal void Activate(CloudCertificate certificate) => SetStatus(certificate, CertificateStatus.ACTIVE);

    /// <summary>Lets no client connect with a certificate any longer.</summary>
    internal void Deactivate(CloudCertificate certificate) => SetStatus(certificate, CertificateStatus.INACTIVE);

    /// <summary>Deletes a certificate that is inactive and attached to nothing; done already, nothing happens.</summary>
    internal void DeleteCertificate(CloudCertificate certificate) =>
        Find(
            "DeleteCertificate",
            $"certificate {certificate.Id}",
            () => _client.DeleteCertificateAsync(certificate.Id)
        );

    private ListCertificatesResponse List(string? page, int size) =>
        Ask(
            "ListCertificates",
            "the account",
            () =>
                _client.ListCertificatesAsync(
                    new ListCertificatesRequest
                    {
                        AscendingOrder = false,
                        Marker = page,
                        PageSize = size,
                    }
                )
        );

    private void SetStatus(CloudCertificate certificate, CertificateStatus status) =>
        Ask(
            "UpdateCertificate",
            $"certificate {certificate.Id}",
            () => _client.UpdateCertificateAsync(certificate.Id, status)
        );

    private static AmazonIoTConfig Configuration(string? region)
    {
        AmazonIoTConfig configuration = new() { Timeout = LongestCall };
        if (region is not null)
        {
            configuration.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region);

            // With an endpoint of the operator's own the SDK would sign for the environment's region.
            configuration.AuthenticationRegion = region;
        }

        return configuration;
    }

    private static AmazonIoTConfig Unrepeated(AmazonIoTConfig configuration)
    {
        configuration.MaxErrorRetry = 0;

        // Counted apart from the others: the SDK repeats a call whose connection breaks.
        configuration.MaxStaleConnectionRetries = 0;
        return configuration;
    }

    // The SDK repeats a call whose answer was lost: what it took away is not found the second time.
    private T? Find<T>(string operation, string resource, Func<Task<T>> call)
        where T : class
    {
        try
        {
            return call().GetAwaiter().GetResult();
        }
        // Not every operation's model has an exception of its own for it.
        catch (AmazonIoTException error) when (AwsFailures.Of(error) == AwsFailure.NotFound)
        {
            return null;
        }
        catch (Exception error) when (CloudErrorExplanation.Explains(error))
        {
            throw CloudErrorExplanation.Of(error, operation, resource, Region);
        }
    }

    private T Ask<T>(string operation, string resource, Func<Task<T>> call)
    {
        try
        {
            return call().GetAwaiter().GetResult();
        }
        catch (Exception error) when (CloudErrorExplanation.Explains(error))
        {
            throw CloudErrorExplanation.Of(error, operation, resource, Region);
        }
    }
}
