using GreengrassTpm.LocalCloud;
using Xunit;

namespace GreengrassTpm.Tests.LocalCloud;

/// <summary>Vectors of the Signature Version 4 test suite that AWS published (aws-sig-v4-test-suite).</summary>
public sealed class SigV4Tests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    [Theory]
    [InlineData("GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData(
        "GET",
        "/?Param2=value2&Param1=value1",
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
    )]
    [InlineData("POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    public void Published_vectors_have_the_published_signature(string method, string target, string signature)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = "example.amazonaws.com",
            ["X-Amz-Date"] = "20150830T123600Z",
        };
        var authorization = SigV4Authorization.Parse(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                + $"SignedHeaders=host;x-amz-date, Signature={signature}"
        );

        Assert.Equal(
            signature,
            SigV4.Signature(new SignedRequest(method, target, headers, default), authorization!, Secret)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer abc")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iot, SignedHeaders=host, Signature=00")]
    public void Another_header_is_no_authorization(string header) => Assert.Null(SigV4Authorization.Parse(header));
}
