using Amazon.IoT;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>Gives a certificate the thing and the policies of another one: looks what is there, does what is missing.</summary>
internal static class Admission
{
    /// <summary>Carries it out.</summary>
    /// <param name="session">A session of the active credential.</param>
    /// <param name="staged">Id of the certificate that is to have the rights.</param>
    /// <param name="active">Id of the certificate that has them.</param>
    /// <exception cref="RotationPortException">Something is missing still.</exception>
    public static async Task CarryOutAsync(RegistrySession session, string staged, string active)
    {
        IReadOnlyList<string> things = await session.ThingsOfAsync(active);
        if (things.Count > 1)
        {
            throw new RotationPortException(
                $"certificate {active} serves {things.Count} things ({string.Join(", ", things)}): a rotation on this device would change who the others are",
                RetryClass.Permanent,
                "give every thing a certificate of its own first"
            );
        }

        foreach (string thing in things)
        {
            await AttachThingAsync(session, thing, staged, active);
        }

        IReadOnlyList<string> given = await RequirePoliciesAsync(session, staged);
        foreach (string policy in (await RequirePoliciesAsync(session, active)).Except(given))
        {
            await session.AttachPolicyAsync(policy, staged);
        }
    }

    private static async Task AttachThingAsync(RegistrySession session, string thing, string staged, string active)
    {
        ThingPrincipalType wanted =
            await session.AttachmentAsync(thing, active) ?? ThingPrincipalType.NON_EXCLUSIVE_THING;
        ThingPrincipalType? found = await session.AttachmentAsync(thing, staged);
        if (found is null)
        {
            await session.AttachThingAsync(thing, staged, wanted);
        }
        else if (found != wanted)
        {
            throw new RotationPortException(
                $"certificate {staged} is attached to thing {thing} as {found}, certificate {active} as {wanted}",
                RetryClass.Permanent,
                "somebody else has attached the new certificate: find out who; detach it, or make both alike"
            );
        }
    }

    private static async Task<IReadOnlyList<string>> RequirePoliciesAsync(
        RegistrySession session,
        string certificate
    ) =>
        await session.PoliciesOfAsync(certificate)
        ?? throw new RotationPortException(
            $"certificate {certificate} is not registered in this account and region",
            RetryClass.Permanent,
            "is the region right? has somebody deleted the certificate?"
        );
}
