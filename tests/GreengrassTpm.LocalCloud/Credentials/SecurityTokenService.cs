using System.Net;
using System.Text;
using System.Xml.Linq;

namespace GreengrassTpm.LocalCloud;

/// <summary>
/// STS with one operation, GetCallerIdentity, which needs no permission
/// (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html).
/// </summary>
internal sealed class SecurityTokenService(CloudServices cloud, SignatureVerifier verifier) : IHttpService
{
    private static readonly XNamespace Xml = "https://sts.amazonaws.com/doc/2011-06-15/";

    /// <summary>The service's own words for what the signature check says.</summary>
    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["UnrecognizedClientException"] = "InvalidClientTokenId",
        ["InvalidSignatureException"] = "SignatureDoesNotMatch",
        ["ExpiredTokenException"] = "ExpiredToken",
        ["MissingAuthenticationTokenException"] = "MissingAuthenticationToken",
        ["IncompleteSignatureException"] = "IncompleteSignature",
        ["ThrottlingException"] = "Throttling",
    };

    /// <inheritdoc/>
    public string OperationOf(HttpCall call)
    {
        var form = Encoding.UTF8.GetString(call.Request.Body.Span).Split('&');
        return form.Contains("Action=GetCallerIdentity")
            ? FaultPlan.GetCallerIdentity
            : throw new ServiceError("InvalidAction", HttpStatusCode.BadRequest, "Could not find operation");
    }

    /// <inheritdoc/>
    public Answer Handle(HttpCall call)
    {
        var caller = verifier.Verify(call.Request, "sts").Caller;
        call.Caller = caller.Arn;
        return Document(
            HttpStatusCode.OK,
            new XElement(
                Xml + "GetCallerIdentityResponse",
                new XElement(
                    Xml + "GetCallerIdentityResult",
                    new XElement(Xml + "Arn", caller.Arn),
                    new XElement(Xml + "UserId", caller.UserId),
                    new XElement(Xml + "Account", cloud.Account.Id)
                ),
                new XElement(Xml + "ResponseMetadata", new XElement(Xml + "RequestId", Guid.NewGuid()))
            )
        );
    }

    /// <inheritdoc/>
    public Answer Refuse(ServiceError error)
    {
        var code = Codes.GetValueOrDefault(error.Code, error.Code);
        var body = new XElement(
            Xml + "ErrorResponse",
            new XElement(
                Xml + "Error",
                new XElement(Xml + "Type", "Sender"),
                new XElement(Xml + "Code", code),
                new XElement(Xml + "Message", error.Message)
            ),
            new XElement(Xml + "RequestId", Guid.NewGuid())
        );
        return Document(error.Status, body) with { ErrorType = code };
    }

    private static Answer Document(HttpStatusCode status, XElement root) =>
        new(status, "text/xml", Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting)));
}
