using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>A certificate in a list.</summary>
public partial class Certificate
{
    /// <summary>ARN of the certificate.</summary>
    public string CertificateArn { get; set; }

    /// <summary>Id of the certificate: SHA-256 of its DER form, 64 hexadecimal digits.</summary>
    public string CertificateId { get; set; }

    /// <summary>Status of the certificate.</summary>
    public CertificateStatus Status { get; set; }

    /// <summary>Whether the certificate's CA is registered.</summary>
    public CertificateMode CertificateMode { get; set; }

    /// <summary>When it was created, UTC.</summary>
    public DateTime? CreationDate { get; set; }

    internal static Certificate Read(JsonElement reply) =>
        new()
        {
            CertificateArn = reply.Text("certificateArn"),
            CertificateId = reply.Text("certificateId"),
            Status = reply.Text("status"),
            CertificateMode = reply.Text("certificateMode"),
            CreationDate = reply.Time("creationDate"),
        };
}
