using System.Globalization;

namespace GreengrassTpm.Verification;

/// <summary>The nucleus is configured for this credential: label, module, slot, token, PIN.</summary>
internal static class NucleusConfiguration
{
    internal static Check Check { get; } =
        new("nucleus.configuration", "The nucleus is configured for this credential", true, Examine);

    private static Finding Examine(DeviceFacts facts) => facts.Nucleus.Judge(nucleus => Examine(nucleus, facts));

    private static Finding Examine(NucleusFacts nucleus, DeviceFacts facts)
    {
        if (nucleus.Problem is { } problem)
        {
            return Finding.Failed($"{nucleus.File} cannot be read: {problem}.", "Repair the file.");
        }

        string[] problems =
        [
            .. Labels(nucleus, facts.Subject.KeyLabel),
            .. nucleus.Flavour == NucleusFlavour.Classic ? Provider(nucleus, facts) : Token(nucleus, facts),
            .. nucleus.HasSamePin == false ? (string[])["its PIN is another one than that of this examination"] : [],
        ];
        return problems.Length == 0
            ? Finding.Ok($"{nucleus.File} names {nucleus.PrivateKeyPath}.")
            : Finding.Failed(
                $"{nucleus.File}: {string.Join("; ", problems)}.",
                "Correct it and restart the nucleus. A deployment cannot change the part 'system': it is changed in the file the nucleus is installed from, or by provisioning again."
            );
    }

    private static IEnumerable<string> Labels(NucleusFacts nucleus, string label)
    {
        if (nucleus.KeyLabel != label)
        {
            yield return $"privateKeyPath is {nucleus.PrivateKeyPath ?? "missing"}, which does not name object '{label}'";
        }

        if (nucleus.CertificateLabel != label)
        {
            yield return $"certificateFilePath is {nucleus.CertificatePath ?? "missing"}, which does not name object '{label}'";
        }
    }

    private static IEnumerable<string> Provider(NucleusFacts nucleus, DeviceFacts facts)
    {
        if (nucleus.Library is null)
        {
            yield return "it has no Pkcs11Provider with a library";
        }
        else if (!nucleus.UsesModule)
        {
            yield return $"the Pkcs11Provider's library is {nucleus.Library}, not {facts.Subject.Token.ModulePath}";
        }

        ulong? slot = facts.Module.Value?.Survey?.WithLabel(facts.Subject.Token.TokenLabel).FirstOrDefault()?.Slot;
        if (slot is not null && nucleus.Slot != slot.Value.ToString(CultureInfo.InvariantCulture))
        {
            yield return $"the Pkcs11Provider's slot is {nucleus.Slot ?? "missing"}, and the token is in slot {slot}";
        }

        if (!nucleus.HasPin)
        {
            yield return "the Pkcs11Provider has no userPin";
        }
    }

    private static IEnumerable<string> Token(NucleusFacts nucleus, DeviceFacts facts)
    {
        if (nucleus.TokenLabel is { } token && token != facts.Subject.Token.TokenLabel)
        {
            yield return $"privateKeyPath names the token '{token}', not '{facts.Subject.Token.TokenLabel}'";
        }

        string? id = ActiveCertificate.Find(facts)?.IdHex;
        if (nucleus.KeyId is { } named && id is not null && named != id)
        {
            yield return $"privateKeyPath names the CKA_ID {named}, and the credential has {id}";
        }
    }
}
