namespace GreengrassTpm.Credentials;

/// <summary>What is to be done about a switch whose confirmation has not come.</summary>
public enum ConfirmationAction
{
    /// <summary>Try again later; nothing is changed.</summary>
    Wait,

    /// <summary>Have the nucleus start once more.</summary>
    Restart,

    /// <summary>Bring the previous credential back.</summary>
    RollBack,
}

/// <summary>What is to be done about a switch whose confirmation has not come, decided from what the cloud makes of both credentials.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Reason">Why, in words for an operator; no full stop.</param>
public sealed record ConfirmationDecision(ConfirmationAction Action, string Reason)
{
    /// <summary>Decides.</summary>
    /// <param name="fresh">What the cloud makes of the new credential.</param>
    /// <param name="previous">What it makes of the previous one.</param>
    /// <param name="timeIsUp">Whether the nucleus has had its time, counted from its start while the cloud answered.</param>
    /// <param name="restarted">Whether the nucleus was started once more already.</param>
    /// <returns>The decision.</returns>
    public static ConfirmationDecision Make(ProbeVerdict fresh, ProbeVerdict previous, bool timeIsUp, bool restarted) =>
        (fresh, previous) switch
        {
            (ProbeVerdict.Refused, ProbeVerdict.Works) => new(
                ConfirmationAction.RollBack,
                "the cloud refuses the new credential and takes the previous one"
            ),
            (ProbeVerdict.Refused, ProbeVerdict.Refused) => new(
                ConfirmationAction.Wait,
                "the cloud refuses both credentials: nothing is changed; look at certificates, policies and role alias"
            ),
            (ProbeVerdict.Works, ProbeVerdict.Refused) => new(
                ConfirmationAction.Wait,
                "the cloud takes the new credential and refuses the previous one: the new one stays"
            ),
            // The cloud answers with the previous credential, and no sign of use of the new one has come.
            (_, ProbeVerdict.Works) => Silent(timeIsUp, restarted),
            (ProbeVerdict.Unknown, ProbeVerdict.Unknown) => new(
                ConfirmationAction.Wait,
                "nothing was learned with either credential: the cloud cannot be reached, or has a fault"
            ),
            // No way back to a credential of which it is not known that it works.
            _ => new(ConfirmationAction.Wait, "nothing was learned about the previous credential"),
        };

    private static ConfirmationDecision Silent(bool timeIsUp, bool restarted) =>
        (timeIsUp, restarted) switch
        {
            (false, _) => new(ConfirmationAction.Wait, "the nucleus has not been seen using the new credential yet"),
            (true, false) => new(
                ConfirmationAction.Restart,
                "the nucleus was not seen using the new credential in time; it is started once more"
            ),
            (true, true) => new(
                ConfirmationAction.RollBack,
                "the nucleus was not seen using the new credential, not even after another start"
            ),
        };
}
