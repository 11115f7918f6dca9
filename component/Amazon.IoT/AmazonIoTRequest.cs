using Amazon.Runtime;

namespace Amazon.IoT;

/// <summary>Base of all requests to AWS IoT.</summary>
public partial class AmazonIoTRequest : AmazonWebServiceRequest;
