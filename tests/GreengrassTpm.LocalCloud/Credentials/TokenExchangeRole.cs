namespace GreengrassTpm.LocalCloud;

/// <summary>The role of the demonstration's devices.</summary>
public static class TokenExchangeRole
{
    /// <summary>What a device may do: obtain and attach certificates, and retire the one it has.</summary>
    public static string PolicyFor(CloudAccount account) =>
        $$"""
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Action": ["iot:CreateCertificateFromCsr", "iot:ListAttachedPolicies", "iot:DescribeEndpoint"],
                  "Resource": "*"
                },
                {
                  "Effect": "Allow",
                  "Action": ["iot:AttachPolicy", "iot:AttachThingPrincipal", "iot:ListPrincipalThings"],
                  "Resource": "{{account.CertificateArn("*")}}"
                },
                {
                  "Effect": "Allow",
                  "Action": ["iot:DescribeThing", "iot:ListThingPrincipals"],
                  "Resource": "{{account.ThingArn("${credentials-iot:ThingName}")}}"
                },
                {
                  "Effect": "Allow",
                  "Action": [
                    "iot:DescribeCertificate",
                    "iot:UpdateCertificate",
                    "iot:DetachPolicy",
                    "iot:DetachThingPrincipal",
                    "iot:DeleteCertificate"
                  ],
                  "Resource": "{{account.CertificateArn("${credentials-iot:AwsCertificateId}")}}"
                }
              ]
            }
            """;
}
