using System.Text.Json;
using Amazon.IoT;
using GreengrassTpm.Build;
using GreengrassTpm.Credentials;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;
using Xunit;
using FaultPlan = GreengrassTpm.Testing.FaultPlan;

namespace GreengrassTpm.ScenarioTests.Component;

/// <summary>Rotations that come to nothing: what is left of them, and what an operator reads afterwards.</summary>
[Collection(ComponentTpm.Name)]
public sealed class FailedRotationScenarios(SoftwareTpmFixture shared) : IDisposable
{
    private readonly RotationGround _ground = new(shared.Tpm);

    public void Dispose() => _ground.Dispose();

    [Fact]
    public void One_that_cannot_begin_changes_nothing()
    {
        _ground.Cloud.Faults.Offline = true;
        ChildResult offline = ChildProcess.Run(_ground.Rotate());
        _ground.Cloud.Faults.Offline = false;

        Assert.Equal(75, offline.ExitCode);
        Assert.Contains("nothing shows that the present credential works", offline.Error, StringComparison.Ordinal);
        new Pkcs11Tool(_ground.Access).GenerateKeyPair("EC:prime256v1", "greenkey.next", "0b0b");
        IReadOnlyList<ReadObject> objects = _ground.Device.Objects();
        string[] cloud = _ground.CloudPicture();

        ChildResult foreign = ChildProcess.Run(_ground.Rotate());

        Assert.Equal(78, foreign.ExitCode);
        Assert.Contains("greenkey.next", foreign.Error, StringComparison.Ordinal);
        Assert.Equal(objects, _ground.Device.Objects());
        Assert.Equal(cloud, _ground.CloudPicture());
        Assert.Empty(Records());
        Assert.Contains("rotation: there has been none", _ground.Status(), StringComparison.Ordinal);
        _ground.AssertReadable();
    }

    [Fact]
    public async Task What_does_not_work_before_is_not_asked_for_afterwards()
    {
        await GiveAsync("silent", Deny("iot:Publish"), _ground.CertificateOnToken());

        JsonElement report = _ground.RotateWhole();

        Assert.Equal("Retired", report.GetProperty("state").GetString());
        Assert.Equal([Evidence.TokenExchange], Journal.Open(JournalFile).History.Rotations[^1].Baseline);
        _ground.AssertReadable();
    }

    [Fact]
    public async Task A_certificate_that_lacks_a_policy_or_is_of_no_use_ends_the_rotation_before_the_switch()
    {
        string before = _ground.CertificateOnToken();
        await GiveAsync("second", Allow("iot:Publish"), before);
        BeforeProof(fresh => TakeAsync("second", fresh).GetAwaiter().GetResult());

        ChildResult lacking = await ChildProcess.RunAsync(_ground.Rotate("--force"));

        Assert.Equal(2, lacking.ExitCode);
        _ground.Cloud.Faults.Clear();
        string status = _ground.Status();
        Assert.Contains("abandoned; the credential in use was never touched", status, StringComparison.Ordinal);
        Assert.Contains("went wrong: the new certificate lacks policies", status, StringComparison.Ordinal);
        Assert.DoesNotContain("owed:", status, StringComparison.Ordinal);
        Assert.Equal(before, Assert.Single(_ground.Cloud.Snapshot().Certificates).Id);

        _ground.Cloud.IssuesForAnotherKey = true;
        ChildResult useless = await ChildProcess.RunAsync(_ground.Rotate("--force", "--output", "json"));

        Assert.Equal(2, useless.ExitCode);
        using JsonDocument report = JsonDocument.Parse(useless.Output);
        Assert.Equal("Abandoned", report.RootElement.GetProperty("state").GetString());
        string left = Assert.Single(_ground.Cloud.Snapshot().Certificates, one => one.Id != before).Id;
        string debt = Assert.Single(report.RootElement.GetProperty("debts").EnumerateArray()).GetString()!;
        Assert.StartsWith($"certificate {left} ", debt, StringComparison.Ordinal);
        Assert.Contains($"owed: {debt}", _ground.Status(), StringComparison.Ordinal);
        Assert.Equal(before, _ground.CertificateOnToken());
        _ground.AssertReadable();
    }

    [Trait("Category", TestSuite.KillCategory)] // each waits for the cloud to see new rights: a minute
    [Theory]
    [InlineData("iot:AssumeRoleWithCertificate", true)]
    [InlineData("iot:Connect", false)]
    public async Task A_certificate_that_is_denied_what_the_active_one_may_ends_the_rotation_before_the_switch(
        string action,
        bool staysInTheCloud
    )
    {
        string before = _ground.CertificateOnToken();
        BeforeProof(fresh => GiveAsync("denial", Deny(action), fresh).GetAwaiter().GetResult());

        ChildResult result = await ChildProcess.RunAsync(_ground.Rotate() with { Deadline = TimeSpan.FromMinutes(5) });

        Assert.Equal(2, result.ExitCode);
        string status = _ground.Status();
        Assert.Contains(
            "went wrong: the new credential may not do what the active one may",
            status,
            StringComparison.Ordinal
        );
        string[] left = [.. _ground.Cloud.Snapshot().Certificates.Select(one => one.Id).Where(id => id != before)];
        Assert.Equal(staysInTheCloud, left.Length == 1);
        Assert.All(left, id => Assert.Contains($"owed: certificate {id}", status, StringComparison.Ordinal));
        Assert.Equal(staysInTheCloud, status.Contains("owed:", StringComparison.Ordinal));
        Assert.Equal(before, _ground.CertificateOnToken());
        Assert.Equal(3, _ground.Device.Objects().Count);
        _ground.AssertReadable();
    }

    [Fact]
    public void A_rollback_a_full_disk_and_a_damaged_journal_are_told_by_the_status()
    {
        _ground.RefuseAfterSwitch();
        ChildResult refused = ChildProcess.Run(_ground.Rotate("--force"));

        Assert.Equal(2, refused.ExitCode);
        string status = _ground.Status();
        Assert.Contains("rolled back; the previous credential is in use", status, StringComparison.Ordinal);
        Assert.Contains("went wrong: the cloud refuses the new credential", status, StringComparison.Ordinal);
        _ground.AssertOneWorkingCredential();

        _ground.Cloud.Faults.Clear();
        FaultPlan full = FileFaults.FullDisk(call: 3);
        ChildResult noRoom = ChildProcess.Run(
            _ground.Rotate("--force", "--wait", "0s").With(FileFaults.Environment(JournalFile, full))
        );
        Assert.Equal(75, noRoom.ExitCode);
        Assert.Contains("ENOSPC", noRoom.Error, StringComparison.Ordinal);
        Assert.Contains("next: ", _ground.Status(), StringComparison.Ordinal);
        Assert.True(_ground.RotateWhole().GetProperty("resumed").GetBoolean());
        _ground.AssertOneWorkingCredential();

        byte[] journal = File.ReadAllBytes(JournalFile);
        journal[^10] ^= 0x04;
        File.WriteAllBytes(JournalFile, journal);
        ChildResult damaged = ChildProcess.Run(_ground.Device.Component("status"));
        Assert.Equal(10, damaged.ExitCode);
        Assert.Contains(
            $"damaged lines: {Records().Count + 1}: nothing is destroyed on this journal's word",
            damaged.Output,
            StringComparison.Ordinal
        );
    }

    private string JournalFile => new DeviceFolders(_ground.Device.Root).Journal;

    private IReadOnlyList<JournalRecord> Records() => Journal.Open(JournalFile).Records;

    /// <summary>Something happens to a new certificate when it has its rights, before it is proved; the id is given.</summary>
    private void BeforeProof(Action<string> happen)
    {
        bool happened = false;
        _ground.Cloud.Faults.Add(
            LocalCloud.FaultPlan.AssumeRoleWithCertificate,
            Fault.Preceded(() =>
            {
                CloudSnapshot cloud = _ground.Cloud.Snapshot();
                string fresh = cloud.Certificates[^1].Id;
                string arn = _ground.Cloud.Account.CertificateArn(fresh);
                if (
                    !happened
                    && cloud.Certificates.Count > 1
                    && cloud.PolicyAttachments.Any(attached => attached.TargetArn == arn)
                )
                {
                    happened = true;
                    happen(fresh);
                }
            }),
            times: int.MaxValue
        );
    }

    private async Task GiveAsync(string policy, string document, string certificate)
    {
        using AmazonIoTClient client = _ground.Operator();
        await client.CreatePolicyAsync(policy, document);
        await client.AttachPolicyAsync(
            new() { PolicyName = policy, Target = _ground.Cloud.Account.CertificateArn(certificate) }
        );
    }

    private async Task TakeAsync(string policy, string certificate)
    {
        using AmazonIoTClient client = _ground.Operator();
        await client.DetachPolicyAsync(
            new() { PolicyName = policy, Target = _ground.Cloud.Account.CertificateArn(certificate) }
        );
    }

    private static string Allow(string action) => Statement("Allow", action);

    private static string Deny(string action) => Statement("Deny", action);

    private static string Statement(string effect, string action) =>
        $$$"""{"Version":"2012-10-17","Statement":{"Effect":"{{{effect}}}","Action":"{{{action}}}","Resource":"*"}}""";
}
