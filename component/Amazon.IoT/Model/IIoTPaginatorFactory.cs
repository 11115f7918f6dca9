namespace Amazon.IoT.Model;

/// <summary>Makes enumerations over all pages of a list. Each can be enumerated once; the request's token is changed on the way.</summary>
public interface IIoTPaginatorFactory
{
    /// <summary>Pages of <see cref="IAmazonIoT.ListAttachedPoliciesAsync(ListAttachedPoliciesRequest, CancellationToken)"/>.</summary>
    IListAttachedPoliciesPaginator ListAttachedPolicies(ListAttachedPoliciesRequest request);

    /// <summary>Pages of <see cref="IAmazonIoT.ListCertificatesAsync(ListCertificatesRequest, CancellationToken)"/>.</summary>
    IListCertificatesPaginator ListCertificates(ListCertificatesRequest request);

    /// <summary>Pages of <see cref="IAmazonIoT.ListThingPrincipalsAsync(ListThingPrincipalsRequest, CancellationToken)"/>.</summary>
    IListThingPrincipalsPaginator ListThingPrincipals(ListThingPrincipalsRequest request);

    /// <summary>Pages of <see cref="IAmazonIoT.ListThingPrincipalsV2Async(ListThingPrincipalsV2Request, CancellationToken)"/>.</summary>
    IListThingPrincipalsV2Paginator ListThingPrincipalsV2(ListThingPrincipalsV2Request request);
}
