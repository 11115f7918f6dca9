using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GreengrassTpm.LocalCloud;

/// <summary>
/// The cloud's HTTP listeners: a plain one for the control planes, STS and S3, told apart by the service that the signature is
/// scoped to, and one with mutual TLS for the credentials endpoint.
/// </summary>
internal sealed class HttpFront : IAsyncDisposable
{
    private readonly CloudServices _cloud;
    private readonly WebApplication _application;
    private readonly ControlPlane _control;
    private readonly ControlPlane _greengrass;
    private readonly ObjectStorage _storage;
    private readonly SecurityTokenService _tokens;
    private readonly CredentialsProvider _credentials;

    public HttpFront(CloudServices cloud, LocalCloudOptions options, DeviceAuthenticator authenticator)
    {
        _cloud = cloud;
        var verifier = new SignatureVerifier(cloud.Keys, cloud.Account.Region, cloud.Time);
        _control = ControlPlane.OfThings(cloud, verifier);
        _greengrass = ControlPlane.OfGreengrass(cloud, verifier);
        _storage = new ObjectStorage(cloud, verifier);
        _tokens = new SecurityTokenService(cloud, verifier);
        _credentials = new CredentialsProvider(cloud);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server => Listen(server, options, authenticator));
        _application = builder.Build();
        _application.Run(HandleAsync);
    }

    /// <summary>Port of the plain listener.</summary>
    public int ControlPort => Ports[0];

    /// <summary>Port of the listener with mutual TLS.</summary>
    public int CredentialsPort => Ports[1];

    private int[] Ports =>
        [
            .. _application
                .Services.GetRequiredService<IServer>()
                .Features.GetRequiredFeature<IServerAddressesFeature>()
                .Addresses.Select(address => new Uri(address).Port),
        ];

    /// <summary>Starts listening.</summary>
    public Task StartAsync() => _application.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static void Listen(
        KestrelServerOptions server,
        LocalCloudOptions options,
        DeviceAuthenticator authenticator
    )
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
        server.Listen(IPAddress.Loopback, options.ControlPort, listener => listener.Protocols = HttpProtocols.Http1);
        server.Listen(
            IPAddress.Loopback,
            options.CredentialsPort,
            listener =>
            {
                listener.Protocols = HttpProtocols.Http1;
                listener.UseHttps(
                    new HttpsConnectionAdapterOptions
                    {
                        ServerCertificate = authenticator.ServerCertificate,
                        ClientCertificateMode = ClientCertificateMode.RequireCertificate,
                        ClientCertificateValidation = (certificate, _, _) => authenticator.IsKnown(certificate),
                        SslProtocols = SslProtocols.None,
                    }
                );
            }
        );
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (_cloud.Faults.Offline)
        {
            context.Abort();
            return;
        }
        var call = new HttpCall(await ReadAsync(context), context.Connection.ClientCertificate)
        {
            Tls = context.Features.Get<ITlsHandshakeFeature>()?.Protocol.ToString(),
        };
        var service = ServiceFor(context, call);
        var (answer, operation) = await AnswerAsync(service, call, context.RequestAborted);
        if (answer is null || _cloud.Faults.Offline)
        {
            context.Abort();
            return;
        }
        _cloud.Calls.Add(call.Record(operation, answer.ErrorType));
        await WriteAsync(context.Response, answer);
    }

    /// <summary>The answer, null when the connection is to break; and the operation's name.</summary>
    private async Task<(Answer? Answer, string Operation)> AnswerAsync(
        IHttpService service,
        HttpCall call,
        CancellationToken cancellation
    )
    {
        var operation = RecordedCall.UnknownOperation;
        try
        {
            operation = service.OperationOf(call);
            var faults = _cloud.Faults.Next(operation);
            foreach (var delayed in faults.OfType<Delayed>())
            {
                await Task.Delay(delayed.Delay, cancellation);
            }
            foreach (var preceded in faults.OfType<Preceded>())
            {
                preceded.Happen();
            }
            if (faults.OfType<ErrorAnswer>().FirstOrDefault() is { } error)
            {
                throw new ServiceError(error.Code, error.Status, error.Message);
            }
            if (faults.OfType<BrokenConnection>().FirstOrDefault() is not { } broken)
            {
                return (service.Handle(call), operation);
            }
            if (broken.AfterEffect)
            {
                HandleUnheard(service, call);
            }
            broken.Before?.Invoke();
            _cloud.Calls.Add(
                call.Record(operation, broken.AfterEffect ? RecordedCall.AnswerLost : RecordedCall.ConnectionBroken)
            );
            return (null, operation);
        }
        catch (ServiceError error)
        {
            return (service.Refuse(error), operation);
        }
    }

    /// <summary>Handles a call whose answer, a refusal too, will be lost.</summary>
    private static void HandleUnheard(IHttpService service, HttpCall call)
    {
        try
        {
            service.Handle(call);
        }
        catch (ServiceError)
        {
            // The caller does not hear of it.
        }
    }

    private IHttpService ServiceFor(HttpContext context, HttpCall call)
    {
        if (context.Request.IsHttps)
        {
            return _credentials;
        }
        return SigV4Authorization.Parse(call.Request.Header("authorization"))?.Service switch
        {
            "sts" => _tokens,
            "s3" => _storage,
            "greengrass" => _greengrass,
            _ => _control,
        };
    }

    private static async Task<SignedRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new SignedRequest(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(
                header => header.Key,
                header => string.Join(',', (IEnumerable<string?>)header.Value),
                StringComparer.OrdinalIgnoreCase
            ),
            body.ToArray()
        );
    }

    private async Task WriteAsync(HttpResponse response, Answer answer)
    {
        response.StatusCode = (int)answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        // The cloud's clock, which clients measure their own by.
        response.Headers.Date = _cloud.Time.GetUtcNow().ToString("R");
        if (answer.ErrorType is { } type)
        {
            response.Headers["x-amzn-ErrorType"] = type;
        }
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }
        if (answer.HasBody)
        {
            await response.Body.WriteAsync(answer.Body);
        }
    }
}
