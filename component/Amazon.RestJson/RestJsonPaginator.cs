using System.Runtime.CompilerServices;

namespace Amazon.Runtime.RestJson;

/// <summary>Asks for one page after the other until the service gives no further token. It can be enumerated once.</summary>
/// <typeparam name="TRequest">The operation's request; its token is set for every page.</typeparam>
/// <typeparam name="TResponse">One page.</typeparam>
/// <param name="request">The first page's request.</param>
/// <param name="fetch">Fetches a page.</param>
/// <param name="setToken">Sets the request's token.</param>
/// <param name="getToken">Reads the next page's token; null or empty after the last page.</param>
internal sealed class RestJsonPaginator<TRequest, TResponse>(
    TRequest request,
    Func<TRequest, CancellationToken, Task<TResponse>> fetch,
    Action<TRequest, string> setToken,
    Func<TResponse, string> getToken
) : IPaginator<TResponse>
    where TRequest : AmazonWebServiceRequest
{
    private int _started;

    /// <inheritdoc/>
    public async IAsyncEnumerable<TResponse> PaginateAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException(
                "Paginator has already been consumed and cannot be reused. Please create a new instance."
            );
        }
        PaginatorUtils.SetUserAgentAdditionOnRequest(request);
        string token;
        do
        {
            var page = await fetch(request, cancellationToken).ConfigureAwait(false);
            token = getToken(page);
            setToken(request, token);
            yield return page;
        } while (!string.IsNullOrEmpty(token));
    }
}
