using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using GreengrassTpm.Pkcs11;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace GreengrassTpm.FakeNucleus;

/// <summary>
/// The token-exchange endpoint: gives components temporary credentials, which it gets from the cloud with the device's
/// credential. Answers and errors are kept as the nucleus keeps them.
/// </summary>
internal sealed class TokenExchange : IAsyncDisposable
{
    private const string Path = "/2016-11-01/credentialprovider/";
    private static readonly TimeSpan BeforeExpiry = TimeSpan.FromMinutes(5);

    private readonly DeviceSettings _settings;
    private readonly DeviceIdentity _identity;
    private readonly Flavour _flavour;
    private readonly Func<string?, string?> _componentOf;
    private readonly WebApplication _server;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private Kept? _kept;

    public TokenExchange(
        DeviceSettings settings,
        DeviceIdentity identity,
        Flavour flavour,
        Func<string?, string?> componentOf
    )
    {
        _settings = settings;
        _identity = identity;
        _flavour = flavour;
        _componentOf = componentOf;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server =>
            server.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http1)
        );
        _server = builder.Build();
        _server.Run(HandleAsync);
    }

    /// <summary>For AWS_CONTAINER_CREDENTIALS_FULL_URI.</summary>
    public string Uri => $"http://localhost:{new Uri(_server.Urls.First()).Port}{Path}";

    public Task StartAsync() => _server.StartAsync();

    /// <summary>Drops what is kept, as a restart does.</summary>
    public void Forget() => _kept = null;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _oneAtATime.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        (int status, string body) = Refusal(context.Request) ?? await AnswerAsync(context.RequestAborted);
        context.Response.StatusCode = status;
        context.Response.ContentType = status == 200 ? "application/json" : "text/plain";
        await context.Response.WriteAsync(body);
    }

    private (int Status, string Body)? Refusal(HttpRequest request)
    {
        if (request.Method != "GET")
        {
            return (405, "Only GET requests are supported.");
        }

        if (request.Path != Path)
        {
            return (400, "Bad path.");
        }

        string token = request.Headers.Authorization.ToString();
        if (_flavour == Flavour.Lite && token.Length != 16)
        {
            return (400, "");
        }

        return _componentOf(token) is null ? (_flavour == Flavour.Lite ? 404 : 403, "Bad token.") : null;
    }

    private async Task<(int Status, string Body)> AnswerAsync(CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            if (_kept is not { } kept || kept.Until <= DateTimeOffset.UtcNow)
            {
                _kept = kept = await FetchAsync(cancellation);
            }

            return (kept.Status, kept.Body);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<Kept> FetchAsync(CancellationToken cancellation)
    {
        try
        {
            (int status, string body) = await _identity.UseAsync(key => RequestAsync(key, cancellation));
            return status == 200 ? Success(body) : Failed(status, body);
        }
        catch (Exception error)
            when (error is IOException or HttpRequestException or TokenSigningException or TimeoutException)
        {
            return new Kept(
                500,
                $"Failed to get connection: {error.Message} {error.InnerException?.Message}",
                DateTimeOffset.UtcNow + _settings.TokenExchange("unknownErrorCacheInSec", 300)
            );
        }
    }

    private async Task<(int Status, string Body)> RequestAsync(OpenSslTokenKey key, CancellationToken cancellation)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(_settings.RootCaPath);
        Endpoint server = Endpoint.Parse(_settings.CredentialEndpoint, otherwise: 443);
        using SocketsHttpHandler handler = new TokenTlsClient(
            key,
            new TokenTlsOptions { TrustedRoots = roots }
        ).CreateHttpHandler();
        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri($"https://{server.Host}:{server.Port}/role-aliases/{_settings.RoleAlias}/credentials")
        );
        request.Headers.Add("x-amzn-iot-thingname", _settings.ThingName);
        using HttpResponseMessage response = await http.SendAsync(request, cancellation);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
    }

    private static Kept Success(string body)
    {
        JsonNode credentials = JsonNode.Parse(body)!["credentials"]!;
        string expiration = (string)credentials["expiration"]!;
        var answer = new JsonObject
        {
            ["AccessKeyId"] = (string)credentials["accessKeyId"]!,
            ["SecretAccessKey"] = (string)credentials["secretAccessKey"]!,
            ["Token"] = (string)credentials["sessionToken"]!,
            ["Expiration"] = expiration,
        };
        DateTimeOffset end = DateTimeOffset.Parse(expiration, CultureInfo.InvariantCulture);
        return new Kept(200, answer.ToJsonString(), end - BeforeExpiry);
    }

    private Kept Failed(int status, string body)
    {
        TimeSpan keep = status switch
        {
            >= 400 and < 500 => _settings.TokenExchange("cloud4xxErrorCacheInSec", 120),
            >= 500 and < 600 => _settings.TokenExchange("cloud5xxErrorCacheInSec", 60),
            _ => _settings.TokenExchange("unknownErrorCacheInSec", 300),
        };
        return new Kept(status, $"TES responded with status code: {status}. {body}", DateTimeOffset.UtcNow + keep);
    }

    private sealed record Kept(int Status, string Body, DateTimeOffset Until);
}
