using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>What goes wrong between the device and AWS IoT: said clearly, and finished by the next run.</summary>
[Collection(BootstrapTpm.Name)]
public sealed class OnlineFaultScenarios(SoftwareTpmFixture shared) : IDisposable
{
    // The SDK asks three times.
    private const int MoreOftenThanRepeated = 10;

    private readonly CloudGround _ground = CloudGround.Start(shared.Tpm);

    public static TheoryData<string> Operations =>
        [
            "DescribeRoleAlias",
            "DescribeEndpoint",
            "DescribeThing",
            "CreateThing",
            "GetPolicy",
            "CreatePolicy",
            "ListCertificates",
            "CreateCertificateFromCsr",
            "DescribeCertificate",
            "AttachPolicy",
            "AttachThingPrincipal",
            "UpdateCertificate",
        ];

    private Device Device => _ground.Device;

    public void Dispose() => _ground.Dispose();

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_missing_permission_is_named_and_with_it_the_next_run_finishes(string operation)
    {
        _ground.Cloud.Faults.Add(operation, Fault.AccessDenied);

        Refused(Device.Online(_ground.Cloud), 77, $"allow iot:{operation} to the identity");

        _ground.Provision();
        _ground.AssertOneIdentity();
    }

    [Theory]
    [InlineData("DescribeRoleAlias")]
    [InlineData("CreateCertificateFromCsr")]
    [InlineData("AttachThingPrincipal")]
    public void Throttled_it_is_worth_another_try(string operation)
    {
        _ground.Cloud.Faults.Add(operation, Fault.Throttled, times: MoreOftenThanRepeated);

        Refused(Device.Online(_ground.Cloud), 75, "ThrottlingException");

        FinishesWhenItIsOver();
    }

    [Theory]
    [InlineData("DescribeEndpoint")]
    [InlineData("CreateCertificateFromCsr")]
    [InlineData("UpdateCertificate")]
    public void A_trouble_of_AWS_s_own_is_worth_another_try(string operation)
    {
        _ground.Cloud.Faults.Add(operation, Fault.ServiceUnavailable, times: MoreOftenThanRepeated);

        Refused(Device.Online(_ground.Cloud), 75, "ServiceUnavailableException");

        FinishesWhenItIsOver();
    }

    [Theory]
    [InlineData("CreateThing")]
    [InlineData("CreatePolicy")]
    [InlineData("CreateCertificateFromCsr")]
    [InlineData("AttachPolicy")]
    [InlineData("AttachThingPrincipal")]
    [InlineData("UpdateCertificate")]
    public void A_lost_answer_leaves_one_identity_in_the_same_run(string operation)
    {
        _ground.Cloud.Faults.Add(operation, Fault.AnswerLost);

        _ground.Provision();

        _ground.AssertOneIdentity();
    }

    [Fact]
    public void A_certificate_whose_answer_was_lost_is_reclaimed_by_the_next_run()
    {
        _ground.Cloud.Faults.Add("CreateCertificateFromCsr", Fault.AnswerLost);
        _ground.Cloud.Faults.Add("ListCertificates", Fault.ServiceUnavailable, call: 2, times: MoreOftenThanRepeated);
        Refused(Device.Online(_ground.Cloud), 75, "ListCertificates");
        string made = Assert.Single(_ground.Cloud.Snapshot().Certificates).Id;

        FinishesWhenItIsOver();

        Assert.Equal(made, _ground.CertificateOnToken());
    }

    [Fact]
    public void A_certificate_that_a_lost_request_makes_late_is_found_by_its_key_and_deleted()
    {
        _ = ChildProcess.Run(Device.FirstHalf()).OrThrow();
        _ground.Cloud.Faults.Add("CreateCertificateFromCsr", Fault.ConnectionReset);
        Refused(Device.Online(_ground.Cloud), 75, "the connection failed");

        _ground.Cloud.Faults.Add("AttachPolicy", new BrokenConnection(AfterEffect: false, _ground.SignDeviceRequest));
        _ground.Provision();

        _ground.AssertOneIdentity();
    }

    [Fact]
    public void A_cloud_that_is_not_there_is_worth_another_try_and_leaves_the_device_as_it_is()
    {
        Refused(
            Device.Online(_ground.Cloud).With(Endpoint($"http://127.0.0.1:{HttpStub.FreePort()}")),
            75,
            "the connection failed"
        );

        Assert.True(Device.IsEmpty);
    }

    [Fact]
    public void Cut_off_after_the_device_s_half_the_next_run_goes_on()
    {
        _ground.Cloud.Faults.Add("CreateThing", Fault.ConnectionReset, times: MoreOftenThanRepeated * 2);
        Refused(Device.Online(_ground.Cloud), 75, "CreateThing");
        string key = Device.KeyId;

        using CloudGround other = CloudGround.Start(shared.Tpm);
        _ = ChildProcess.Run(Device.Online(other.Cloud)).OrThrow();

        Assert.Equal(key, Device.KeyId);
        Assert.Single(other.Cloud.Snapshot().Certificates);
    }

    [Fact]
    public void A_device_that_lost_what_it_had_takes_its_thing_again_when_told_so()
    {
        _ground.Provision();
        Directory.Delete(Device.Root, recursive: true);

        Refused(Device.Online(_ground.Cloud), 78, "has a certificate already");
        _ground.Provision("--replace");

        _ground.AssertOneIdentity();
    }

    [Fact]
    public async Task A_certificate_that_was_deleted_in_the_cloud_is_told()
    {
        _ground.Provision();
        await _ground.EndCertificateAsync();

        Refused(Device.Online(_ground.Cloud), 2, "does not exist in AWS IoT any longer");
    }

    [Fact]
    public void A_role_alias_that_is_missing_is_told_before_anything_is_made() =>
        RefusedUnchanged(
            Device.Online(_ground.Cloud, "--role-alias", "Nobody"),
            78,
            "role alias Nobody does not exist"
        );

    [Fact]
    public void A_policy_that_is_missing_is_told_before_anything_is_made() =>
        RefusedUnchanged(Device.Online(_ground.Cloud, "--policy", "nothing"), 78, "policy nothing does not exist");

    [Fact]
    public void A_policy_that_is_too_long_is_told_before_anything_is_made()
    {
        string template = Device.FileNamed("template.json");
        File.WriteAllText(template, $$"""{"Version":"2012-10-17","Statement":[],"Id":"{{new string('x', 2048)}}"}""");

        RefusedUnchanged(Device.Online(_ground.Cloud, "--policy-template", template), 78, "AWS IoT takes 2048");
    }

    [Fact]
    public void A_thing_name_that_is_not_valid_is_told_before_anything_is_asked()
    {
        RefusedUnchanged(Device.Online(_ground.Cloud, "--thing-name", "gateway 7"), 64, "--thing-name takes");

        Assert.Empty(_ground.Cloud.Calls);
    }

    [Theory]
    [InlineData("2019-03-01")]
    [InlineData("2045-03-01")]
    public void A_clock_that_is_wrong_by_years_is_told_before_anything_is_made(string date)
    {
        Command run = Device.Online(_ground.Cloud);

        RefusedUnchanged(
            run with
            {
                Program = "faketime",
                Arguments = [$"{date} 12:00:00", run.Program, .. run.Arguments],
            },
            78,
            $"the device's clock says {date}"
        );
    }

    [Fact]
    public void A_region_with_a_typing_error_is_told_with_those_that_there_are()
    {
        Command run = Device.Online(_ground.Cloud, "--aws-region", "eu-centrall-1");

        RefusedUnchanged(
            run.With(new Dictionary<string, string> { ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true" }),
            78,
            "is it one of eu-central-1"
        );
    }

    [Fact]
    public void No_region_at_all_is_told()
    {
        Command run = Device.Online(_ground.Cloud);

        RefusedUnchanged(
            run.With(new Dictionary<string, string> { ["AWS_REGION"] = "", ["AWS_ENDPOINT_URL_IOT"] = "" }),
            78,
            "no AWS region is named"
        );
    }

    private static Dictionary<string, string> Endpoint(string url) => new() { ["AWS_ENDPOINT_URL_IOT"] = url };

    private void FinishesWhenItIsOver()
    {
        _ground.Cloud.Faults.Clear();
        _ground.Provision();
        _ground.AssertOneIdentity();
    }

    private void RefusedUnchanged(Command command, int exitCode, string message)
    {
        Refused(command, exitCode, message);
        Assert.True(Device.IsEmpty);
        Assert.Empty(_ground.Cloud.Snapshot().Things);
        Assert.Empty(_ground.Cloud.Snapshot().Policies);
    }

    private static void Refused(Command command, int exitCode, string message)
    {
        ChildResult result = ChildProcess.Run(command);
        Assert.True(exitCode == result.ExitCode, $"exit code {result.ExitCode}: {result.Error}");
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Contains("\nhint: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }
}
