namespace GreengrassTpm.Bootstrap;

/// <summary>
/// The end of a certificate that a thing had before, in the order that AWS advises: deactivated, detached, deleted. One that serves
/// other things too is only detached from this one.
/// </summary>
/// <param name="registry">The account's registry.</param>
/// <param name="thing">The thing.</param>
internal sealed class CertificateEnd(CloudRegistry registry, string thing)
{
    /// <summary>Whether a certificate that was to be ended is still there, and not kept for other things.</summary>
    internal bool IsMissing(string id) =>
        registry.FindCertificate(id) is { } found
        && registry.ThingsOf(found) is var things
        && (things.Count == 0 || things.Contains(thing));

    /// <summary>Ends it, or what an interrupted run has left of it.</summary>
    internal void Make(string id)
    {
        if (registry.FindCertificate(id) is not { } certificate)
        {
            return;
        }

        IReadOnlyList<string> things = registry.ThingsOf(certificate);
        bool servesOthers = things.Any(other => other != thing);
        if (!servesOthers && certificate.IsActive)
        {
            registry.Deactivate(certificate);
        }

        if (things.Contains(thing))
        {
            registry.DetachThing(thing, certificate);
        }

        if (!servesOthers)
        {
            foreach (string policy in registry.PoliciesOf(certificate))
            {
                registry.DetachPolicy(policy, certificate);
            }

            registry.DeleteCertificate(certificate);
        }
    }
}
