using Amazon.Runtime;

namespace Amazon.GreengrassV2;

/// <summary>Base of all requests to AWS IoT Greengrass.</summary>
public partial class AmazonGreengrassV2Request : AmazonWebServiceRequest;
