using System.Globalization;
using System.Text.RegularExpressions;
using GreengrassTpm.Credentials;
using GreengrassTpm.LocalCloud;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>Compares the certificates that the cloud holds with what the device's journal tells of them, from one point to the next.</summary>
internal sealed partial class CertificateLedger(LocalCloudServer cloud)
{
    private readonly HashSet<string> _orphans = [];
    private readonly HashSet<string> _owed = [];
    private int _judged;
    private int _asked = cloud.Faults.Calls("CreateCertificateFromCsr");

    /// <summary>Whether a certificate whose deletion was cut off may be left, inactive, and a request may be counted that was cut off.</summary>
    public bool MayOwe { get; set; }

    /// <summary>Whether requests may be repeated or refused: then their number says nothing, and no certificate may be untold all the same.</summary>
    public bool MayBeRefused { get; set; }

    /// <summary>
    /// One active certificate, with thing and policy. Others are those that are owed by name, and those whose answers a kill has lost, without rights, and as
    /// many are told: but for requests that were on record when a kill kept them from being sent, of which nobody can know.
    /// </summary>
    /// <param name="active">The id of the certificate on the token.</param>
    /// <param name="history">What the journal tells.</param>
    public void AssertKnowsNoOther(string active, RotationHistory history)
    {
        CloudSnapshot now = cloud.Snapshot();
        string[] lost = [.. now.Certificates.Select(one => one.Id).Where(id => id != active && _orphans.Add(id))];
        Rotation[] rotations = [.. history.Rotations.Skip(_judged)];
        _judged += rotations.Length;
        string[] debts = [.. rotations.SelectMany(rotation => rotation.Debts)];
        string[] named = [.. lost.Where(id => debts.Any(debt => debt.Contains(id, StringComparison.Ordinal)))];
        Assert.True(named.Length == 0 || MayOwe, string.Join("; ", debts));
        _owed.UnionWith(named);
        Assert.True(now.Certificate(active)!.IsActive);
        Assert.Equal([active], now.ThingAttachments.Select(one => one.CertificateId).Except(_owed));
        Assert.Equal(
            [cloud.Account.CertificateArn(active)],
            now.PolicyAttachments.Select(one => one.TargetArn).Except(_owed.Select(cloud.Account.CertificateArn))
        );
        int asked = cloud.Faults.Calls("CreateCertificateFromCsr");
        int unsent = MayBeRefused ? 0 : rotations.Sum(rotation => rotation.Requests) - (asked - _asked);
        _asked = asked;
        Assert.InRange(unsent, 0, 1);
        int told = debts.Sum(ToldBy);
        int unknown = lost.Length - named.Length + unsent;
        // A request that a kill at a random instant has broken off may be counted by the service and served no more.
        Assert.True(MayOwe ? told >= unknown : told == unknown, $"{unknown} are left, of {told} it is told");
    }

    /// <summary>How many certificates a debt speaks of that nobody has heard of.</summary>
    private static int ToldBy(string debt)
    {
        Match told = LostAnswers().Match(debt);
        return told.Success ? int.Parse(told.ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex("^[0-9]+(?= requests to the issuer were not answered)")]
    private static partial Regex LostAnswers();
}
