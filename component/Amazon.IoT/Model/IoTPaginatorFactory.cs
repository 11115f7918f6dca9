namespace Amazon.IoT.Model;

/// <inheritdoc/>
internal sealed class IoTPaginatorFactory(IAmazonIoT client) : IIoTPaginatorFactory
{
    /// <inheritdoc/>
    public IListAttachedPoliciesPaginator ListAttachedPolicies(ListAttachedPoliciesRequest request) =>
        new ListAttachedPoliciesPaginator(
            new(
                request,
                client.ListAttachedPoliciesAsync,
                (next, token) => next.Marker = token,
                page => page.NextMarker
            )
        );

    /// <inheritdoc/>
    public IListCertificatesPaginator ListCertificates(ListCertificatesRequest request) =>
        new ListCertificatesPaginator(
            new(request, client.ListCertificatesAsync, (next, token) => next.Marker = token, page => page.NextMarker)
        );

    /// <inheritdoc/>
    public IListThingPrincipalsPaginator ListThingPrincipals(ListThingPrincipalsRequest request) =>
        new ListThingPrincipalsPaginator(
            new(
                request,
                client.ListThingPrincipalsAsync,
                (next, token) => next.NextToken = token,
                page => page.NextToken
            )
        );

    /// <inheritdoc/>
    public IListThingPrincipalsV2Paginator ListThingPrincipalsV2(ListThingPrincipalsV2Request request) =>
        new ListThingPrincipalsV2Paginator(
            new(
                request,
                client.ListThingPrincipalsV2Async,
                (next, token) => next.NextToken = token,
                page => page.NextToken
            )
        );
}
