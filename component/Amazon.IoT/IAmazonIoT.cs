using Amazon.IoT.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.IoT;

/// <summary>The AWS IoT control plane: things, certificates and policies of an account. Errors: <see cref="AmazonIoTClient"/>.</summary>
public partial interface IAmazonIoT : IAmazonService, IDisposable
{
    /// <summary>Enumerates lists over all their pages.</summary>
    IIoTPaginatorFactory Paginators { get; }

    /// <summary>The endpoint that a request would be sent to.</summary>
    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonIoTConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(
        AWSCredentials awsCredentials,
        ClientConfig clientConfig
    ) =>
        clientConfig is not AmazonIoTConfig config
            ? throw new AmazonClientException("ClientConfig is not of type AmazonIoTConfig to create AmazonIoTClient")
        : awsCredentials is null ? new AmazonIoTClient(config)
        : new AmazonIoTClient(awsCredentials, config);

    /// <summary>Adds a thing to a thing group. Repeating it changes nothing.</summary>
    Task<AddThingToThingGroupResponse> AddThingToThingGroupAsync(
        AddThingToThingGroupRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Attaches a policy to a certificate or group. Repeating it changes nothing.</summary>
    Task<AttachPolicyResponse> AttachPolicyAsync(
        AttachPolicyRequest request,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="AttachThingPrincipalAsync(AttachThingPrincipalRequest, CancellationToken)"/>
    Task<AttachThingPrincipalResponse> AttachThingPrincipalAsync(
        string thingName,
        string principal,
        CancellationToken cancellationToken = default
    );

    /// <summary>Attaches a certificate to a thing. Repeating it changes nothing.</summary>
    Task<AttachThingPrincipalResponse> AttachThingPrincipalAsync(
        AttachThingPrincipalRequest request,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="CreateCertificateFromCsrAsync(CreateCertificateFromCsrRequest, CancellationToken)"/>
    Task<CreateCertificateFromCsrResponse> CreateCertificateFromCsrAsync(
        string certificateSigningRequest,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="CreateCertificateFromCsrAsync(CreateCertificateFromCsrRequest, CancellationToken)"/>
    Task<CreateCertificateFromCsrResponse> CreateCertificateFromCsrAsync(
        string certificateSigningRequest,
        bool? setAsActive,
        CancellationToken cancellationToken = default
    );

    /// <summary>Issues a certificate for the key of a signing request. Not idempotent: the same request again makes another certificate.</summary>
    Task<CreateCertificateFromCsrResponse> CreateCertificateFromCsrAsync(
        CreateCertificateFromCsrRequest request,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="CreatePolicyAsync(CreatePolicyRequest, CancellationToken)"/>
    Task<CreatePolicyResponse> CreatePolicyAsync(
        string policyName,
        string policyDocument,
        CancellationToken cancellationToken = default
    );

    /// <summary>Creates a policy.</summary>
    Task<CreatePolicyResponse> CreatePolicyAsync(
        CreatePolicyRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Creates a thing. A thing of the same name and contents counts as success.</summary>
    Task<CreateThingResponse> CreateThingAsync(
        CreateThingRequest request,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="DeleteCertificateAsync(DeleteCertificateRequest, CancellationToken)"/>
    Task<DeleteCertificateResponse> DeleteCertificateAsync(
        string certificateId,
        CancellationToken cancellationToken = default
    );

    /// <summary>Deletes a certificate. It must not be ACTIVE, and no thing and (without ForceDelete) no policy may be attached.</summary>
    Task<DeleteCertificateResponse> DeleteCertificateAsync(
        DeleteCertificateRequest request,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="DeletePolicyAsync(DeletePolicyRequest, CancellationToken)"/>
    Task<DeletePolicyResponse> DeletePolicyAsync(string policyName, CancellationToken cancellationToken = default);

    /// <summary>Deletes a policy that is attached to nothing and has one version.</summary>
    Task<DeletePolicyResponse> DeletePolicyAsync(
        DeletePolicyRequest request,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="DeleteThingAsync(DeleteThingRequest, CancellationToken)"/>
    Task<DeleteThingResponse> DeleteThingAsync(string thingName, CancellationToken cancellationToken = default);

    /// <summary>Deletes a thing. It must have no principals attached; a thing that does not exist counts as deleted.</summary>
    Task<DeleteThingResponse> DeleteThingAsync(
        DeleteThingRequest request,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="DescribeCertificateAsync(DescribeCertificateRequest, CancellationToken)"/>
    Task<DescribeCertificateResponse> DescribeCertificateAsync(
        string certificateId,
        CancellationToken cancellationToken = default
    );

    /// <summary>Describes a certificate.</summary>
    Task<DescribeCertificateResponse> DescribeCertificateAsync(
        DescribeCertificateRequest request,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="DescribeEndpointAsync(DescribeEndpointRequest, CancellationToken)"/>
    Task<DescribeEndpointResponse> DescribeEndpointAsync(CancellationToken cancellationToken = default);

    /// <summary>Tells the account's endpoint for a kind of traffic.</summary>
    Task<DescribeEndpointResponse> DescribeEndpointAsync(
        DescribeEndpointRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Describes a role alias.</summary>
    Task<DescribeRoleAliasResponse> DescribeRoleAliasAsync(
        DescribeRoleAliasRequest request,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="DescribeThingAsync(DescribeThingRequest, CancellationToken)"/>
    Task<DescribeThingResponse> DescribeThingAsync(string thingName, CancellationToken cancellationToken = default);

    /// <summary>Describes a thing.</summary>
    Task<DescribeThingResponse> DescribeThingAsync(
        DescribeThingRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Detaches a policy from a certificate or group.</summary>
    Task<DetachPolicyResponse> DetachPolicyAsync(
        DetachPolicyRequest request,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="DetachThingPrincipalAsync(DetachThingPrincipalRequest, CancellationToken)"/>
    Task<DetachThingPrincipalResponse> DetachThingPrincipalAsync(
        string thingName,
        string principal,
        CancellationToken cancellationToken = default
    );

    /// <summary>Detaches a certificate from a thing. The effect may show after some seconds.</summary>
    Task<DetachThingPrincipalResponse> DetachThingPrincipalAsync(
        DetachThingPrincipalRequest request,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="GetPolicyAsync(GetPolicyRequest, CancellationToken)"/>
    Task<GetPolicyResponse> GetPolicyAsync(string policyName, CancellationToken cancellationToken = default);

    /// <summary>Reads a policy with the document of its default version.</summary>
    Task<GetPolicyResponse> GetPolicyAsync(GetPolicyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the policies attached to a certificate or group.</summary>
    Task<ListAttachedPoliciesResponse> ListAttachedPoliciesAsync(
        ListAttachedPoliciesRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Lists the account's certificates by creation date.</summary>
    Task<ListCertificatesResponse> ListCertificatesAsync(
        ListCertificatesRequest request,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="ListPrincipalThingsAsync(ListPrincipalThingsRequest, CancellationToken)"/>
    Task<ListPrincipalThingsResponse> ListPrincipalThingsAsync(
        string principal,
        CancellationToken cancellationToken = default
    );

    /// <summary>Lists the things that a principal is attached to.</summary>
    Task<ListPrincipalThingsResponse> ListPrincipalThingsAsync(
        ListPrincipalThingsRequest request,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="ListThingPrincipalsAsync(ListThingPrincipalsRequest, CancellationToken)"/>
    Task<ListThingPrincipalsResponse> ListThingPrincipalsAsync(
        string thingName,
        CancellationToken cancellationToken = default
    );

    /// <summary>Lists the principals attached to a thing.</summary>
    Task<ListThingPrincipalsResponse> ListThingPrincipalsAsync(
        ListThingPrincipalsRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Lists the principals attached to a thing, each with the type of its relation.</summary>
    Task<ListThingPrincipalsV2Response> ListThingPrincipalsV2Async(
        ListThingPrincipalsV2Request request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Lists what a policy is attached to.</summary>
    Task<ListTargetsForPolicyResponse> ListTargetsForPolicyAsync(
        ListTargetsForPolicyRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Takes a thing out of a thing group. Repeating it changes nothing.</summary>
    Task<RemoveThingFromThingGroupResponse> RemoveThingFromThingGroupAsync(
        RemoveThingFromThingGroupRequest request,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="UpdateCertificateAsync(UpdateCertificateRequest, CancellationToken)"/>
    Task<UpdateCertificateResponse> UpdateCertificateAsync(
        string certificateId,
        CertificateStatus newStatus,
        CancellationToken cancellationToken = default
    );

    /// <summary>Changes the status of a certificate. The service disconnects its clients some minutes after it leaves ACTIVE.</summary>
    Task<UpdateCertificateResponse> UpdateCertificateAsync(
        UpdateCertificateRequest request,
        CancellationToken cancellationToken = default
    );
}
