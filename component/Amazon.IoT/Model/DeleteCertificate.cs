using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.DeleteCertificateAsync(DeleteCertificateRequest, CancellationToken)"/>.</summary>
public partial class DeleteCertificateRequest : AmazonIoTRequest
{
    /// <summary>Id of the certificate: SHA-256 of its DER form, 64 hexadecimal digits.</summary>
    public string CertificateId { get; set; }

    /// <summary>True: delete although policies are attached. Attached things prevent the deletion all the same.</summary>
    public bool? ForceDelete { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.DeleteCertificateAsync(DeleteCertificateRequest, CancellationToken)"/>.</summary>
public partial class DeleteCertificateResponse : AmazonWebServiceResponse;

/// <summary>How DeleteCertificate goes over the wire.</summary>
internal static class DeleteCertificate
{
    public static readonly RestJsonOperation<DeleteCertificateRequest, DeleteCertificateResponse> Operation = new(
        IoTService.Instance,
        "DELETE",
        "/certificates/{certificateId}",
        (request, call) =>
        {
            call.Label("certificateId", nameof(request.CertificateId), request.CertificateId);
            call.Query("forceDelete", request.ForceDelete);
        },
        null,
        IoTService.Errors("CertificateStateException", "DeleteConflictException", "ResourceNotFoundException")
    );
}
