using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>The module says of the private key that it was made on the token and cannot leave it.</summary>
internal static class KeyAttributes
{
    internal static Check Check { get; } =
        new("key.attributes", "The private key cannot leave the token", true, Examine);

    private static Finding Examine(DeviceFacts facts) => facts.Protection.Judge(Examine);

    private static Finding Examine(KeyProtection key)
    {
        (string Name, bool? Value, bool Wanted)[] attributes =
        [
            ("CKA_SENSITIVE", key.Sensitive, true),
            ("CKA_ALWAYS_SENSITIVE", key.AlwaysSensitive, true),
            ("CKA_EXTRACTABLE", key.Extractable, false),
            ("CKA_NEVER_EXTRACTABLE", key.NeverExtractable, true),
            ("CKA_LOCAL", key.Local, true),
        ];
        string[] wrong = [.. attributes.Where(one => one.Value == !one.Wanted).Select(Text)];
        string[] unsaid = [.. attributes.Where(one => one.Value is null).Select(one => one.Name)];
        return (wrong, unsaid) switch
        {
            ([_, ..], _) => Finding.Failed(
                $"The module says {string.Join(", ", wrong)}: a copy of the key may exist elsewhere.",
                "Rotate the credential: the new key is made on the token and cannot leave it."
            ),
            (_, [_, ..]) => Finding.Warning(
                $"The module does not say {string.Join(", ", unsaid)}.",
                "Use a module that says how a key is kept."
            ),
            _ => Finding.Ok("Sensitive and never extractable, always so, and generated on the token."),
        };
    }

    private static string Text((string Name, bool? Value, bool Wanted) attribute) =>
        $"{attribute.Name} = {(attribute.Value == true ? "true" : "false")}";
}
