using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>When a certificate is valid.</summary>
public partial class CertificateValidity
{
    /// <summary>Start of the validity, UTC.</summary>
    public DateTime? NotBefore { get; set; }

    /// <summary>End of the validity, UTC.</summary>
    public DateTime? NotAfter { get; set; }

    internal static CertificateValidity Read(JsonElement reply) =>
        new() { NotBefore = reply.Time("notBefore"), NotAfter = reply.Time("notAfter") };
}
