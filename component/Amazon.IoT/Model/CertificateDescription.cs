using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>What is known of a certificate.</summary>
public partial class CertificateDescription
{
    /// <summary>ARN of the certificate.</summary>
    public string CertificateArn { get; set; }

    /// <summary>Id of the certificate: SHA-256 of its DER form, 64 hexadecimal digits.</summary>
    public string CertificateId { get; set; }

    /// <summary>Id of the registered CA that signed the certificate; null for Amazon's own.</summary>
    public string CaCertificateId { get; set; }

    /// <summary>Status of the certificate.</summary>
    public CertificateStatus Status { get; set; }

    /// <summary>The certificate in PEM.</summary>
    public string CertificatePem { get; set; }

    /// <summary>Account that owns the certificate.</summary>
    public string OwnedBy { get; set; }

    /// <summary>Account that owned the certificate before a transfer; null for none.</summary>
    public string PreviousOwnedBy { get; set; }

    /// <summary>When it was created, UTC.</summary>
    public DateTime? CreationDate { get; set; }

    /// <summary>When it was last changed, UTC.</summary>
    public DateTime? LastModifiedDate { get; set; }

    /// <summary>Version of the certificate's record.</summary>
    public int? CustomerVersion { get; set; }

    /// <summary>What is known of a transfer to another account; null for none.</summary>
    public TransferData TransferData { get; set; }

    /// <summary>Id of this state of the resource.</summary>
    public string GenerationId { get; set; }

    /// <summary>When the certificate is valid.</summary>
    public CertificateValidity Validity { get; set; }

    /// <summary>Whether the certificate's CA is registered.</summary>
    public CertificateMode CertificateMode { get; set; }

    internal static CertificateDescription Read(JsonElement reply) =>
        new()
        {
            CertificateArn = reply.Text("certificateArn"),
            CertificateId = reply.Text("certificateId"),
            CaCertificateId = reply.Text("caCertificateId"),
            Status = reply.Text("status"),
            CertificatePem = reply.Text("certificatePem"),
            OwnedBy = reply.Text("ownedBy"),
            PreviousOwnedBy = reply.Text("previousOwnedBy"),
            CreationDate = reply.Time("creationDate"),
            LastModifiedDate = reply.Time("lastModifiedDate"),
            CustomerVersion = reply.Integer("customerVersion"),
            TransferData = reply.Object("transferData", TransferData.Read),
            GenerationId = reply.Text("generationId"),
            Validity = reply.Object("validity", CertificateValidity.Read),
            CertificateMode = reply.Text("certificateMode"),
        };
}
