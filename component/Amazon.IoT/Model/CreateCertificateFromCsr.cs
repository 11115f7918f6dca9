using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.CreateCertificateFromCsrAsync(CreateCertificateFromCsrRequest, CancellationToken)"/>.</summary>
public partial class CreateCertificateFromCsrRequest : AmazonIoTRequest
{
    /// <summary>PKCS#10 request in PEM: RSA of 2048 bits or more, or EC P-256, P-384 or P-521.</summary>
    public string CertificateSigningRequest { get; set; }

    /// <summary>True: the certificate is made ACTIVE; else INACTIVE.</summary>
    public bool? SetAsActive { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.CreateCertificateFromCsrAsync(CreateCertificateFromCsrRequest, CancellationToken)"/>.</summary>
public partial class CreateCertificateFromCsrResponse : AmazonWebServiceResponse
{
    /// <summary>ARN of the certificate.</summary>
    public string CertificateArn { get; set; }

    /// <summary>Id of the certificate: SHA-256 of its DER form, 64 hexadecimal digits.</summary>
    public string CertificateId { get; set; }

    /// <summary>The certificate in PEM.</summary>
    public string CertificatePem { get; set; }
}

/// <summary>How CreateCertificateFromCsr goes over the wire.</summary>
internal static class CreateCertificateFromCsr
{
    public static readonly RestJsonOperation<
        CreateCertificateFromCsrRequest,
        CreateCertificateFromCsrResponse
    > Operation = new(
        IoTService.Instance,
        "POST",
        "/certificates",
        (request, call) =>
        {
            call.Query("setAsActive", request.SetAsActive);
            call.Body(body => body.Member("certificateSigningRequest", request.CertificateSigningRequest));
        },
        reply => new CreateCertificateFromCsrResponse
        {
            CertificateArn = reply.Text("certificateArn"),
            CertificateId = reply.Text("certificateId"),
            CertificatePem = reply.Text("certificatePem"),
        },
        IoTService.Errors()
    );
}
