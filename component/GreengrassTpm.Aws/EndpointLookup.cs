using Amazon.IoT;
using Amazon.IoT.Model;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>Asks the account for its endpoints, where the caller may (iot:DescribeEndpoint).</summary>
/// <param name="iot">A client of the control plane; stays the caller's.</param>
public sealed class EndpointLookup(IAmazonIoT iot)
{
    /// <summary>The data endpoint, whose certificate leads to Amazon's own root: the message broker.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RotationPortException">It was not told.</exception>
    public Task<ServerAddress> DataAsync(CancellationToken cancellation) =>
        AskAsync("iot:Data-ATS", AwsSettings.MqttPort, cancellation);

    /// <summary>The credentials endpoint.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RotationPortException">It was not told.</exception>
    public Task<ServerAddress> CredentialsAsync(CancellationToken cancellation) =>
        AskAsync("iot:CredentialProvider", AwsSettings.HttpsPort, cancellation);

    private Task<ServerAddress> AskAsync(string type, int defaultPort, CancellationToken cancellation) =>
        PortErrors.GuardAsync(
            "iot:DescribeEndpoint on *",
            async () =>
            {
                DescribeEndpointResponse answer = await iot.DescribeEndpointAsync(
                    new DescribeEndpointRequest { EndpointType = type },
                    cancellation
                );
                return ServerAddress.TryParse(answer.EndpointAddress ?? "", defaultPort, out ServerAddress? server)
                    ? server
                    : throw new IOException(
                        $"the endpoint of {type} is no host: {PortErrors.Text(answer.EndpointAddress ?? "")}"
                    );
            },
            cancellation
        );
}
