using Amazon.IoT.Model;

namespace Amazon.IoT;

public partial class AmazonIoTClient
{
    /// <inheritdoc/>
    public virtual Task<AddThingToThingGroupResponse> AddThingToThingGroupAsync(
        AddThingToThingGroupRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(AddThingToThingGroup.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AttachPolicyResponse> AttachPolicyAsync(
        AttachPolicyRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(AttachPolicy.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AttachThingPrincipalResponse> AttachThingPrincipalAsync(
        string thingName,
        string principal,
        CancellationToken cancellationToken = default
    ) =>
        AttachThingPrincipalAsync(
            new AttachThingPrincipalRequest { ThingName = thingName, Principal = principal },
            cancellationToken
        );

    /// <inheritdoc/>
    public virtual Task<AttachThingPrincipalResponse> AttachThingPrincipalAsync(
        AttachThingPrincipalRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(AttachThingPrincipal.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateCertificateFromCsrResponse> CreateCertificateFromCsrAsync(
        string certificateSigningRequest,
        CancellationToken cancellationToken = default
    ) =>
        CreateCertificateFromCsrAsync(
            new CreateCertificateFromCsrRequest { CertificateSigningRequest = certificateSigningRequest },
            cancellationToken
        );

    /// <inheritdoc/>
    public virtual Task<CreateCertificateFromCsrResponse> CreateCertificateFromCsrAsync(
        string certificateSigningRequest,
        bool? setAsActive,
        CancellationToken cancellationToken = default
    ) =>
        CreateCertificateFromCsrAsync(
            new CreateCertificateFromCsrRequest
            {
                CertificateSigningRequest = certificateSigningRequest,
                SetAsActive = setAsActive,
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public virtual Task<CreateCertificateFromCsrResponse> CreateCertificateFromCsrAsync(
        CreateCertificateFromCsrRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(CreateCertificateFromCsr.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreatePolicyResponse> CreatePolicyAsync(
        string policyName,
        string policyDocument,
        CancellationToken cancellationToken = default
    ) =>
        CreatePolicyAsync(
            new CreatePolicyRequest { PolicyName = policyName, PolicyDocument = policyDocument },
            cancellationToken
        );

    /// <inheritdoc/>
    public virtual Task<CreatePolicyResponse> CreatePolicyAsync(
        CreatePolicyRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(CreatePolicy.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateThingResponse> CreateThingAsync(
        CreateThingRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(CreateThing.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteCertificateResponse> DeleteCertificateAsync(
        string certificateId,
        CancellationToken cancellationToken = default
    ) => DeleteCertificateAsync(new DeleteCertificateRequest { CertificateId = certificateId }, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteCertificateResponse> DeleteCertificateAsync(
        DeleteCertificateRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(DeleteCertificate.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeletePolicyResponse> DeletePolicyAsync(
        string policyName,
        CancellationToken cancellationToken = default
    ) => DeletePolicyAsync(new DeletePolicyRequest { PolicyName = policyName }, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeletePolicyResponse> DeletePolicyAsync(
        DeletePolicyRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(DeletePolicy.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteThingResponse> DeleteThingAsync(
        string thingName,
        CancellationToken cancellationToken = default
    ) => DeleteThingAsync(new DeleteThingRequest { ThingName = thingName }, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteThingResponse> DeleteThingAsync(
        DeleteThingRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(DeleteThing.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeCertificateResponse> DescribeCertificateAsync(
        string certificateId,
        CancellationToken cancellationToken = default
    ) => DescribeCertificateAsync(new DescribeCertificateRequest { CertificateId = certificateId }, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeCertificateResponse> DescribeCertificateAsync(
        DescribeCertificateRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(DescribeCertificate.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeEndpointResponse> DescribeEndpointAsync(
        CancellationToken cancellationToken = default
    ) => DescribeEndpointAsync(new DescribeEndpointRequest(), cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeEndpointResponse> DescribeEndpointAsync(
        DescribeEndpointRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(DescribeEndpoint.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeRoleAliasResponse> DescribeRoleAliasAsync(
        DescribeRoleAliasRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(DescribeRoleAlias.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeThingResponse> DescribeThingAsync(
        string thingName,
        CancellationToken cancellationToken = default
    ) => DescribeThingAsync(new DescribeThingRequest { ThingName = thingName }, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeThingResponse> DescribeThingAsync(
        DescribeThingRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(DescribeThing.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DetachPolicyResponse> DetachPolicyAsync(
        DetachPolicyRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(DetachPolicy.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DetachThingPrincipalResponse> DetachThingPrincipalAsync(
        string thingName,
        string principal,
        CancellationToken cancellationToken = default
    ) =>
        DetachThingPrincipalAsync(
            new DetachThingPrincipalRequest { ThingName = thingName, Principal = principal },
            cancellationToken
        );

    /// <inheritdoc/>
    public virtual Task<DetachThingPrincipalResponse> DetachThingPrincipalAsync(
        DetachThingPrincipalRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(DetachThingPrincipal.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetPolicyResponse> GetPolicyAsync(
        string policyName,
        CancellationToken cancellationToken = default
    ) => GetPolicyAsync(new GetPolicyRequest { PolicyName = policyName }, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetPolicyResponse> GetPolicyAsync(
        GetPolicyRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(GetPolicy.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListAttachedPoliciesResponse> ListAttachedPoliciesAsync(
        ListAttachedPoliciesRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(ListAttachedPolicies.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListCertificatesResponse> ListCertificatesAsync(
        ListCertificatesRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(ListCertificates.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListPrincipalThingsResponse> ListPrincipalThingsAsync(
        string principal,
        CancellationToken cancellationToken = default
    ) => ListPrincipalThingsAsync(new ListPrincipalThingsRequest { Principal = principal }, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListPrincipalThingsResponse> ListPrincipalThingsAsync(
        ListPrincipalThingsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(ListPrincipalThings.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListThingPrincipalsResponse> ListThingPrincipalsAsync(
        string thingName,
        CancellationToken cancellationToken = default
    ) => ListThingPrincipalsAsync(new ListThingPrincipalsRequest { ThingName = thingName }, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListThingPrincipalsResponse> ListThingPrincipalsAsync(
        ListThingPrincipalsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(ListThingPrincipals.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListThingPrincipalsV2Response> ListThingPrincipalsV2Async(
        ListThingPrincipalsV2Request request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(ListThingPrincipalsV2.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTargetsForPolicyResponse> ListTargetsForPolicyAsync(
        ListTargetsForPolicyRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(ListTargetsForPolicy.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RemoveThingFromThingGroupResponse> RemoveThingFromThingGroupAsync(
        RemoveThingFromThingGroupRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(RemoveThingFromThingGroup.Operation, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdateCertificateResponse> UpdateCertificateAsync(
        string certificateId,
        CertificateStatus newStatus,
        CancellationToken cancellationToken = default
    ) =>
        UpdateCertificateAsync(
            new UpdateCertificateRequest { CertificateId = certificateId, NewStatus = newStatus },
            cancellationToken
        );

    /// <inheritdoc/>
    public virtual Task<UpdateCertificateResponse> UpdateCertificateAsync(
        UpdateCertificateRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(UpdateCertificate.Operation, request, cancellationToken);
}
