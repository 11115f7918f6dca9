namespace GreengrassTpm.Verification;

/// <summary>AWS IoT has the certificate as active, and attached to the device's thing.</summary>
internal static class RegistryCertificate
{
    internal static Check Check { get; } =
        new("registry.certificate", "AWS IoT has the certificate active and attached", true, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Registry.Judge(registry => Examine(registry, facts.Subject.ThingName));

    private static Finding Examine(RegistryFacts registry, string? thing) =>
        registry switch
        {
            { Status: null } => Finding.Failed(
                "AWS IoT has no such certificate in the account of the device's role.",
                "Register it there, or provision the device again."
            ),
            { Status: not "ACTIVE" } => Finding.Failed(
                $"AWS IoT has the certificate as {registry.Status}.",
                "Activate it: aws iot update-certificate --new-status ACTIVE. If somebody has deactivated it on purpose, provision the device again."
            ),
            { Things.Count: 0 } => Finding.Failed(
                "AWS IoT has the certificate attached to no thing.",
                "Attach it: aws iot attach-thing-principal"
            ),
            _ when thing is not null && !registry.Things.Contains(thing) => Finding.Failed(
                $"AWS IoT has the certificate attached to {string.Join(", ", registry.Things)}, not to '{thing}'.",
                "Attach it to the device's thing: aws iot attach-thing-principal"
            ),
            _ => Finding.Ok($"ACTIVE, attached to {string.Join(", ", registry.Things)}."),
        };
}
