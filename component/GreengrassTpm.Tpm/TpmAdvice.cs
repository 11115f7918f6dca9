namespace GreengrassTpm.Tpm;

/// <summary>What to do about a response code, in one sentence.</summary>
internal static class TpmAdvice
{
    /// <summary>Finds the advice for a code.</summary>
    /// <param name="code">What the chip or the stack answered.</param>
    /// <returns>Never empty.</returns>
    public static string For(TpmRc code) => code.IsFromTpm ? ForChip(code) : ForStack(code);

    private static string ForChip(TpmRc code) =>
        code.Base.Name switch
        {
            "TPM_RC_AUTH_FAIL" =>
                "The authorisation value is wrong, and the chip has counted the failure: do not try again without the right value.",
            "TPM_RC_BAD_AUTH" =>
                "An authorisation value is set that was not given, or the one given is wrong: ask whoever owns this TPM for it.",
            "TPM_RC_LOCKOUT" =>
                "The chip is in dictionary-attack lock-out: wait for the recovery time, or reset it with 'tpm2_dictionarylockout --clear-lockout'.",
            "TPM_RC_HANDLE" or "TPM_RC_VALUE" when code.Subject == TpmRcSubject.Handle =>
                "There is no object at this handle: list the handles again.",
            "TPM_RC_HANDLE" => "There is no object at this handle: list the handles again.",
            "TPM_RC_INTEGRITY" =>
                "The wrapped key does not belong under this parent on this chip, or its bytes are damaged.",
            "TPM_RC_NV_SPACE" =>
                "The chip has no room for one more persistent object: list the handles and evict one that is no longer used.",
            "TPM_RC_NV_DEFINED" => "The handle is taken: choose a free one.",
            "TPM_RC_INITIALIZE" => "TPM2_Startup has not been done: restart the device or its resource manager.",
            "TPM_RC_FAILURE" => "The chip is in failure mode and accepts nothing until it is powered off and on.",
            "TPM_RC_REBOOT" => "The chip must be reset: restart the device.",
            "TPM_RC_UPGRADE" => "The chip's firmware is being upgraded: finish that first.",
            "TPM_RC_HIERARCHY" =>
                "The hierarchy is disabled, or the object belongs to another one (platform objects cannot be evicted by the owner).",
            "TPM_RC_COMMAND_CODE" => "This chip, or the resource manager before it, does not support the command.",
            "TPM_RC_OBJECT_MEMORY"
            or "TPM_RC_OBJECT_HANDLES"
            or "TPM_RC_SESSION_MEMORY"
            or "TPM_RC_SESSION_HANDLES"
            or "TPM_RC_MEMORY" =>
                "The chip's working memory is full: use a resource manager (/dev/tpmrm0 or tpm2-abrmd), or wait until other programs let go of theirs.",
            _ => ByRetry(code),
        };

    private static string ForStack(TpmRc code) =>
        code.Name switch
        {
            "TSS2_ESYS_RC_RSP_AUTH_FAILED" =>
                "The answer was not made by the chip that was asked: check what sits between this program and the TPM.",
            "TSS2_MU_RC_BAD_SIZE" or "TSS2_MU_RC_BAD_VALUE" or "TSS2_MU_RC_INSUFFICIENT_BUFFER" =>
                "The bytes are not a well-formed TPM structure.",
            _ => ByRetry(code),
        };

    private static string ByRetry(TpmRc code) =>
        code.Retry == TpmRetry.Retryable
            ? "This can pass: try again after a pause."
            : "See the TPM 2.0 Library specification, Part 2, for this code.";
}
