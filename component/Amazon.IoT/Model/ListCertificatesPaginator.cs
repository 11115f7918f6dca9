using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Pages of <see cref="IAmazonIoT.ListCertificatesAsync(ListCertificatesRequest, CancellationToken)"/>.</summary>
public interface IListCertificatesPaginator
{
    /// <summary>The pages.</summary>
    IPaginatedEnumerable<ListCertificatesResponse> Responses { get; }

    /// <summary>The items of all pages.</summary>
    IPaginatedEnumerable<Certificate> Certificates { get; }
}

/// <inheritdoc/>
internal sealed class ListCertificatesPaginator(
    RestJsonPaginator<ListCertificatesRequest, ListCertificatesResponse> pages
) : IListCertificatesPaginator
{
    /// <inheritdoc/>
    public IPaginatedEnumerable<ListCertificatesResponse> Responses =>
        new PaginatedResponse<ListCertificatesResponse>(pages);

    /// <inheritdoc/>
    public IPaginatedEnumerable<Certificate> Certificates =>
        new PaginatedResultKeyResponse<ListCertificatesResponse, Certificate>(pages, page => page.Certificates ?? []);
}
