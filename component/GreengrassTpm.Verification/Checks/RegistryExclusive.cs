namespace GreengrassTpm.Verification;

/// <summary>The certificate serves this thing alone: one that serves several cannot be rotated for one of them.</summary>
internal static class RegistryExclusive
{
    internal static Check Check { get; } =
        new("registry.exclusive", "The certificate serves one thing alone", false, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Registry.Judge(registry =>
            registry switch
            {
                { Things.Count: > 1 } => Finding.Warning(
                    $"The certificate serves {registry.Things.Count} things: {string.Join(", ", registry.Things)}. It is not rotated, because the others would lose it.",
                    "Give each thing a certificate of its own."
                ),
                { IsExclusive: false } => Finding.Warning(
                    "The certificate is attached to its thing, but not as an exclusive one: AWS IoT lets others use it too.",
                    "Attach it as EXCLUSIVE_THING; the next rotation does so."
                ),
                _ => Finding.Ok("It serves one thing alone."),
            }
        );
}
