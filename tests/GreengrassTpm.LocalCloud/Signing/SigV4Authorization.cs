using System.Text.RegularExpressions;

namespace GreengrassTpm.LocalCloud;

/// <summary>What an <c>Authorization</c> header of Signature Version 4 says.</summary>
/// <param name="AccessKeyId">Whose key was used.</param>
/// <param name="Date">Day of the scope, <c>yyyyMMdd</c>.</param>
/// <param name="Region">Region of the scope.</param>
/// <param name="Service">Service of the scope.</param>
/// <param name="SignedHeaders">Lower-case names of the headers that are part of the signature.</param>
/// <param name="Signature">The signature, lower-case hexadecimal digits.</param>
public sealed partial record SigV4Authorization(
    string AccessKeyId,
    string Date,
    string Region,
    string Service,
    IReadOnlyList<string> SignedHeaders,
    string Signature
)
{
    /// <summary>The scope as it is signed.</summary>
    public string Scope => $"{Date}/{Region}/{Service}/aws4_request";

    /// <summary>Reads the header; null when it is none of that kind.</summary>
    public static SigV4Authorization? Parse(string? header)
    {
        var match = Form().Match(header ?? "");
        return match.Success
            ? new SigV4Authorization(
                match.Groups["key"].Value,
                match.Groups["date"].Value,
                match.Groups["region"].Value,
                match.Groups["service"].Value,
                match.Groups["headers"].Value.Split(';'),
                match.Groups["signature"].Value
            )
            : null;
    }

    [GeneratedRegex(
        "^AWS4-HMAC-SHA256 +Credential=(?<key>[^/]+)/(?<date>[0-9]{8})/(?<region>[^/]+)/(?<service>[^/]+)/aws4_request, *"
            + "SignedHeaders=(?<headers>[^,]+), *Signature=(?<signature>[0-9a-f]{64})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Form();
}
