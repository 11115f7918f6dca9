using System.Diagnostics.CodeAnalysis;
using Amazon.IoT;
using GreengrassTpm.Bootstrap;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Tests.LocalCloud;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap.Teardown;

/// <summary>A policy that AWS IoT does not let go at once after its last detachment.</summary>
public sealed class PolicyRemovalTests : LocalCloudTest
{
    private const string Policy = "device";

    private readonly JumpingTime _time = new();

    protected override LocalCloudOptions Options =>
        new() { Time = _time, PolicyDetachDelay = TimeSpan.FromMinutes(3.5) };

    [Fact]
    public async Task It_is_waited_for()
    {
        await DetachedPolicyAsync();

        Assert.Equal(Policy, Act(Context(Policy)));

        Assert.DoesNotContain(Cloud.Snapshot().Policies, policy => policy.Name == Policy);
        Assert.InRange(_time.Waited, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task Where_it_takes_too_long_the_run_is_to_be_repeated()
    {
        await DetachedPolicyAsync();
        Cloud.Faults.Add(
            "DeletePolicy",
            new ErrorAnswer("DeleteConflictException", System.Net.HttpStatusCode.Conflict, "attached"),
            times: 1000
        );

        CommandException error = Assert.Throws<CommandException>(() => Act(Context(Policy)));

        Assert.Equal(ExitCode.RetryLater, error.ExitCode);
        Assert.Contains($"policy {Policy}", error.Message, StringComparison.Ordinal);
        Assert.Contains("versions", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_others_use_stays_and_the_first_of_them_is_named()
    {
        using TestDevice other = await NewDeviceAsync("other");
        TeardownContext context = Context(other.PolicyName);

        string words = Act(context);

        Assert.Contains(Cloud.Account.CertificateArn(other.CertificateId), words, StringComparison.Ordinal);
        Assert.Equal([words], context.Left);
        Assert.Single(Cloud.Snapshot().Policies);
        Assert.Equal(TimeSpan.Zero, _time.Waited);
    }

    [Fact]
    public async Task A_certificate_of_this_device_that_is_still_listed_is_no_other_user()
    {
        using TestDevice device = await NewDeviceAsync("device");

        CommandException error = Assert.Throws<CommandException>(() =>
            Act(Context(device.PolicyName, device.CertificateId))
        );

        Assert.Equal(ExitCode.RetryLater, error.ExitCode);
    }

    private async Task DetachedPolicyAsync()
    {
        using TestDevice device = await NewDeviceAsync("device");
        string arn = Cloud.Account.CertificateArn(device.CertificateId);
        await Client.CreatePolicyAsync(Policy, AllowAll);
        await Client.AttachPolicyAsync(new() { PolicyName = Policy, Target = arn });
        await Client.DetachPolicyAsync(new() { PolicyName = Policy, Target = arn });
    }

    private string Act(TeardownContext context)
    {
        using CloudRegistry registry = Registry();
        return new PolicyRemovalStep(registry, _time).Act(context);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The registry disposes of its clients.")]
    private CloudRegistry Registry() =>
        new(
            new AmazonIoTClient(Cloud.AccessKeyId, Cloud.SecretAccessKey, Config()),
            new AmazonIoTClient(Cloud.AccessKeyId, Cloud.SecretAccessKey, Config())
        );

    private static TeardownContext Context(string policy, string? certificateId = null) =>
        new(
            new ProvisioningRecordFile("/nowhere"),
            new ProvisioningRecord
            {
                ThingName = "device",
                Began = DateTimeOffset.UnixEpoch,
                Store = new RecordedStore("/store", Created: true),
                Cloud = new RecordedCloud
                {
                    AccountId = "123456789012",
                    Region = "eu-central-1",
                    RoleAlias = "alias",
                    Policy = new RecordedPolicy(policy, Created: true),
                    CertificateId = certificateId,
                },
            }
        )
        {
            Folders = new DeviceFolders("/nowhere"),
            Rotations = [],
            Token = null,
        };

    /// <summary>A clock on which every wait is over at once; the cloud's is the same.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow;

        public TimeSpan Waited { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Waited.Ticks;

        // The service takes signatures of the last five minutes and of the next.
        public override DateTimeOffset GetUtcNow() => Start + Waited - TimeSpan.FromMinutes(2);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waited += dueTime > TimeSpan.Zero ? dueTime : TimeSpan.Zero;
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
