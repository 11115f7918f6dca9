using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.DescribeCertificateAsync(DescribeCertificateRequest, CancellationToken)"/>.</summary>
public partial class DescribeCertificateRequest : AmazonIoTRequest
{
    /// <summary>Id of the certificate: SHA-256 of its DER form, 64 hexadecimal digits.</summary>
    public string CertificateId { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.DescribeCertificateAsync(DescribeCertificateRequest, CancellationToken)"/>.</summary>
public partial class DescribeCertificateResponse : AmazonWebServiceResponse
{
    /// <summary>What is known of the certificate.</summary>
    public CertificateDescription CertificateDescription { get; set; }
}

/// <summary>How DescribeCertificate goes over the wire.</summary>
internal static class DescribeCertificate
{
    public static readonly RestJsonOperation<DescribeCertificateRequest, DescribeCertificateResponse> Operation = new(
        IoTService.Instance,
        "GET",
        "/certificates/{certificateId}",
        (request, call) => call.Label("certificateId", nameof(request.CertificateId), request.CertificateId),
        reply => new DescribeCertificateResponse
        {
            CertificateDescription = reply.Object("certificateDescription", CertificateDescription.Read),
        },
        IoTService.Errors("ResourceNotFoundException")
    );
}
