using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>Carries out the writes of a switch or of a rollback on a token, each as a write sequence of its own.</summary>
public static class TokenSwitch
{
    /// <summary>
    /// Makes every write that is missing. Before each one the token is looked at afresh: what an earlier run or another
    /// program has done meanwhile counts. Repeating a completed switch writes nothing.
    /// </summary>
    /// <param name="location">The token. Must not be open in this process.</param>
    /// <param name="pin">The user PIN.</param>
    /// <param name="objects">The objects of the rotation, durable in the journal before this call.</param>
    /// <param name="direction">Which credential is to be active.</param>
    /// <exception cref="SwitchIncompleteException">An object that is to become active is not on the token.</exception>
    /// <exception cref="TokenException">What <see cref="TokenWriter.Write{T}"/> throws; some writes may have been made.</exception>
    public static void Apply(
        TokenLocation location,
        Pin pin,
        IReadOnlyList<RotationObject> objects,
        SwitchDirection direction
    )
    {
        // Each turn makes one write, so there are as many turns as objects and one that finds nothing left to do.
        while (TokenWriter.Write(location, pin, token => MakeNext(token, objects, direction)))
        {
            // The next write.
        }
    }

    private static bool MakeNext(WritableToken token, IReadOnlyList<RotationObject> objects, SwitchDirection direction)
    {
        var arriving = direction == SwitchDirection.Forward ? RotationRole.Staged : RotationRole.Previous;
        var plan = SwitchPlan.Make(objects, direction, token.ReadContents());
        if (plan.Missing.FirstOrDefault(missing => missing.Role == arriving) is { } absent)
        {
            throw new SwitchIncompleteException(token.Token.Label, absent);
        }

        if (plan.Writes.Count == 0)
        {
            return false;
        }

        var (identity, place) = plan.Writes[0];
        token.Relabel(identity, place.Label, Convert.FromHexString(place.Id));
        return plan.Writes.Count > 1;
    }
}
