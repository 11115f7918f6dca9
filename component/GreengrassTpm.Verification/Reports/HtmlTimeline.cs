using System.Xml.Linq;
using static GreengrassTpm.Verification.HtmlParts;

namespace GreengrassTpm.Verification;

/// <summary>The rotations of the journal on the HTML page, the latest first.</summary>
internal static class HtmlTimeline
{
    // A page is for reading: the support bundle has the whole journal.
    private const int Most = 50;

    internal static XElement Of(VerificationDocument document) =>
        Section(
            "rotations",
            "Rotation history",
            document.Rotations.Count == 0
                ? Text("p", "missing", "There has been no rotation yet.")
                : Element("ol", Class("timeline"), document.Rotations.Reverse().Take(Most).Select(Item)),
            document.Rotations.Count > Most
                ? Text("p", "legend", $"The latest {Most} of {document.Rotations.Count}.")
                : null
        );

    private static XElement Item(DocumentRotation rotation) =>
        Element(
            "li",
            Class($"rotation {Kind(rotation.State)}"),
            Element("h3", Text("span", "state", Words(rotation.State))),
            Element(
                "p",
                Class("times"),
                Time(rotation.Began),
                rotation.Reached == rotation.Began ? null : (object[])[" – ", Time(rotation.Reached)]
            ),
            rotation.SwitchedAt is { } switched ? Element("p", Class("times"), "Switched ", Time(switched)) : null,
            rotation.Trigger.Length == 0 ? null : Text("p", "trigger", $"Asked for by: {rotation.Trigger}"),
            rotation.Reason is null ? null : Text("p", "reason", rotation.Reason)
        );

    private static string Kind(string state) =>
        state switch
        {
            "Retired" => "done",
            "Abandoned" or "RolledBack" => "undone",
            _ => "open",
        };

    private static string Words(string state) =>
        state switch
        {
            "Retired" => "Completed",
            "RolledBack" => "Rolled back",
            "RollingBack" => "Being rolled back",
            "Abandoning" => "Being abandoned",
            "Switched" => "Activation pending",
            "Confirmed" or "Retiring" => "In use, previous credential not yet retired",
            "Abandoned" => "Abandoned",
            _ => $"Unfinished: {state}",
        };
}
