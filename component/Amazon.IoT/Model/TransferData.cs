using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>A transfer of a certificate between accounts.</summary>
public partial class TransferData
{
    /// <summary>Message of the transfer.</summary>
    public string TransferMessage { get; set; }

    /// <summary>Why the transfer was rejected.</summary>
    public string RejectReason { get; set; }

    /// <summary>When the transfer took place, UTC.</summary>
    public DateTime? TransferDate { get; set; }

    /// <summary>When the transfer was accepted, UTC.</summary>
    public DateTime? AcceptDate { get; set; }

    /// <summary>When the transfer was rejected, UTC.</summary>
    public DateTime? RejectDate { get; set; }

    internal static TransferData Read(JsonElement reply) =>
        new()
        {
            TransferMessage = reply.Text("transferMessage"),
            RejectReason = reply.Text("rejectReason"),
            TransferDate = reply.Time("transferDate"),
            AcceptDate = reply.Time("acceptDate"),
            RejectDate = reply.Time("rejectDate"),
        };
}
