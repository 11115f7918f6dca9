namespace GreengrassTpm.Verification;

/// <summary>The token takes the user PIN, which is tried once.</summary>
internal static class TokenLogin
{
    internal static Check Check { get; } = new("token.login", "The token takes the PIN", true, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Login.Judge(login =>
            login.Outcome switch
            {
                LoginOutcome.Accepted => Finding.Ok(login.Detail),
                LoginOutcome.Refused => Finding.Failed(
                    login.Detail,
                    "Put the right PIN in its place. Do not try others: each refused one counts towards the TPM's lock-out."
                ),
                LoginOutcome.Locked => Finding.Failed(
                    login.Detail,
                    "Wait until the TPM's counter has fallen, then look for what uses a wrong PIN."
                ),
                _ => Finding.Failed(login.Detail, "Finish provisioning: the token has never got its user PIN."),
            }
        );
}
