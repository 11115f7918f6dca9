using System.Xml.Linq;
using static GreengrassTpm.Verification.HtmlParts;

namespace GreengrassTpm.Verification;

/// <summary>The credential and the TPM on the HTML page.</summary>
internal static class HtmlCards
{
    internal static XElement Credential(VerificationDocument document) =>
        document.Credential is { } credential
            ? Card(
                "credential",
                "Credential",
                ("Certificate id", Text("code", "digest", credential.CertificateId)),
                ("Subject", Text("span", "text", credential.Subject)),
                ("Issuer", Text("span", "text", credential.Issuer)),
                ("Valid", Element("span", Time(credential.NotBefore), " – ", Time(credential.NotAfter))),
                ("Key", Text("span", "text", credential.Key)),
                ("Token", Text("span", "text", $"{document.Subject.TokenLabel} / {document.Subject.KeyLabel}"))
            )
            : Missing("credential", "Credential", "The certificate was not seen.");

    internal static XElement Chip(VerificationDocument document) =>
        document.Chip is { } chip
            ? Card(
                "chip",
                "TPM",
                ("Manufacturer", Text("span", "text", chip.Manufacturer)),
                ("Model", Text("span", "text", chip.Vendor)),
                ("Firmware", Text("span", "text", chip.Firmware)),
                ("Specification", Text("span", "text", chip.Specification)),
                ("Failures counted", Text("span", "text", $"{chip.FailuresCounted} of {chip.FailuresAllowed}")),
                ("Persistent handles", Text("code", "digest", string.Join(" ", chip.PersistentHandles)))
            )
            : Missing("chip", "TPM", "The TPM was not seen.");

    private static XElement Card(string id, string title, params (string Name, XElement Value)[] facts) =>
        Section(
            id,
            title,
            Element("dl", facts.Select(fact => Element("div", Element("dt", fact.Name), Element("dd", fact.Value))))
        );

    private static XElement Missing(string id, string title, string text) =>
        Section(id, title, Text("p", "missing", text));
}
