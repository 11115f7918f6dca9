using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.ListCertificatesAsync(ListCertificatesRequest, CancellationToken)"/>.</summary>
public partial class ListCertificatesRequest : AmazonIoTRequest
{
    /// <summary>Most results on a page (1 to 250); null for 25.</summary>
    public int? PageSize { get; set; }

    /// <summary>Token of the page wanted; null for the first.</summary>
    public string Marker { get; set; }

    /// <summary>True: oldest first; else newest first.</summary>
    public bool? AscendingOrder { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.ListCertificatesAsync(ListCertificatesRequest, CancellationToken)"/>.</summary>
public partial class ListCertificatesResponse : AmazonWebServiceResponse
{
    /// <summary>Certificates on this page.</summary>
    public List<Certificate> Certificates { get; set; } = JsonMembers.Unset<List<Certificate>>();

    /// <summary>Token of the next page; null after the last.</summary>
    public string NextMarker { get; set; }
}

/// <summary>How ListCertificates goes over the wire.</summary>
internal static class ListCertificates
{
    public static readonly RestJsonOperation<ListCertificatesRequest, ListCertificatesResponse> Operation = new(
        IoTService.Instance,
        "GET",
        "/certificates",
        (request, call) =>
        {
            call.Query("pageSize", request.PageSize);
            call.Query("marker", request.Marker);
            call.Query("isAscendingOrder", request.AscendingOrder);
        },
        reply => new ListCertificatesResponse
        {
            Certificates = reply.Items("certificates", Certificate.Read),
            NextMarker = reply.Text("nextMarker"),
        },
        IoTService.Errors()
    );
}
