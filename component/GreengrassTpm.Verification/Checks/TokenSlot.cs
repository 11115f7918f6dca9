using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>The configured slot holds the token: the classic nucleus finds it by the slot's number alone.</summary>
internal static class TokenSlot
{
    internal static Check Check { get; } = new("token.slot", "The configured slot holds the token", true, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Subject.Token.Slot is { } slot
            ? facts.Module.Judge(module =>
                module.Judge(survey => Compare(survey, slot, facts.Subject.Token.TokenLabel))
            )
            : Finding.Skipped("No slot is configured.");

    private static Finding Compare(ModuleSurvey survey, ulong slot, string label)
    {
        TokenInformation? there = survey.Tokens.FirstOrDefault(token => token.Slot == slot);
        TokenInformation[] wanted = [.. survey.WithLabel(label)];
        return there switch
        {
            { IsInitialised: true } when there.Label == label => Finding.Ok($"Slot {slot} holds '{label}'."),
            _ when wanted.Length != 1 => Finding.Unseen($"There is not exactly one token labelled '{label}'."),
            _ => Finding.Failed(
                $"Slot {slot} holds {(there is { IsInitialised: true } ? $"'{there.Label}'" : "no token")}; '{label}' is in slot {wanted[0].Slot}.",
                $"Set the slot of the nucleus' Pkcs11Provider to {wanted[0].Slot}."
            ),
        };
    }
}
