namespace GreengrassTpm.Verification;

/// <summary>Exactly one token has the label.</summary>
internal static class TokenFound
{
    internal static Check Check { get; } = new("token.found", "There is one token with this label", true, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Module.Judge(module =>
            module.Judge(survey =>
            {
                string label = facts.Subject.Token.TokenLabel;
                string[] others =
                [
                    .. survey.Tokens.Where(token => token.IsInitialised).Select(token => $"'{token.Label}'"),
                ];
                return survey.WithLabel(label).ToArray() switch
                {
                    [var token] => Finding.Ok($"Token '{label}' is in slot {token.Slot}."),
                    [] => Finding.Failed(
                        $"No token is labelled '{label}'; the module has {(others.Length == 0 ? "none" : string.Join(", ", others))}.",
                        "Check the token's label, and TPM2_PKCS11_STORE: users without that variable see other stores."
                    ),
                    var several => Finding.Failed(
                        $"{several.Length} tokens are labelled '{label}', in the slots {string.Join(", ", several.Select(token => token.Slot))}.",
                        "Give each token a label of its own: a nucleus cannot tell them apart."
                    ),
                };
            })
        );
}
