using System.Net;
using Amazon.Runtime;

namespace Amazon.IoT.Model;

/// <summary>The certificate's status does not allow the operation (HTTP 406).</summary>
public partial class CertificateStateException : AmazonIoTException
{
    /// <inheritdoc/>
    public CertificateStateException() { }

    /// <inheritdoc/>
    public CertificateStateException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public CertificateStateException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public CertificateStateException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public CertificateStateException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public CertificateStateException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
