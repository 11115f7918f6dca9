using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.LocalCloud;

/// <summary>One HTTP request to the cloud.</summary>
/// <param name="Request">The request.</param>
/// <param name="ClientCertificate">The certificate that the client has proved; null without mutual TLS.</param>
internal sealed record HttpCall(SignedRequest Request, X509Certificate2? ClientCertificate)
{
    /// <summary>ARN of the caller, once it is known.</summary>
    public string? Caller { get; set; }

    /// <summary>ARN of what the call is about, once it is known.</summary>
    public string? Resource { get; set; }

    /// <summary>The version of TLS that it came over; null for a plain connection.</summary>
    public string? Tls { get; init; }

    /// <summary>The call as it is recorded.</summary>
    public RecordedCall Record(string operation, string? error) =>
        new(operation, Caller, error) { Resource = Resource, Tls = Tls };
}

/// <summary>A service of the cloud that is reached by HTTP.</summary>
internal interface IHttpService
{
    /// <summary>Name of the operation that a call is for, by which faults are planned.</summary>
    /// <exception cref="ServiceError">There is no such operation.</exception>
    string OperationOf(HttpCall call);

    /// <summary>Does what the call asks for.</summary>
    /// <exception cref="ServiceError">The call is refused.</exception>
    Answer Handle(HttpCall call);

    /// <summary>Words a refusal.</summary>
    Answer Refuse(ServiceError error);
}
