using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.UpdateCertificateAsync(UpdateCertificateRequest, CancellationToken)"/>.</summary>
public partial class UpdateCertificateRequest : AmazonIoTRequest
{
    /// <summary>Id of the certificate: SHA-256 of its DER form, 64 hexadecimal digits.</summary>
    public string CertificateId { get; set; }

    /// <summary>Status to give the certificate; the service sets PENDING_TRANSFER, PENDING_ACTIVATION and REGISTER_INACTIVE itself.</summary>
    public CertificateStatus NewStatus { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.UpdateCertificateAsync(UpdateCertificateRequest, CancellationToken)"/>.</summary>
public partial class UpdateCertificateResponse : AmazonWebServiceResponse;

/// <summary>How UpdateCertificate goes over the wire.</summary>
internal static class UpdateCertificate
{
    public static readonly RestJsonOperation<UpdateCertificateRequest, UpdateCertificateResponse> Operation = new(
        IoTService.Instance,
        "PUT",
        "/certificates/{certificateId}",
        (request, call) =>
        {
            call.Label("certificateId", nameof(request.CertificateId), request.CertificateId);
            call.Query("newStatus", request.NewStatus);
        },
        null,
        IoTService.Errors("CertificateStateException", "ResourceNotFoundException")
    );
}
