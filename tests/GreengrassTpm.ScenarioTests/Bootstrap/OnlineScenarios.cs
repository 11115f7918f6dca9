using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>Provisioning against AWS IoT as it should go.</summary>
[Collection(BootstrapTpm.Name)]
public sealed class OnlineScenarios(SoftwareTpmFixture shared) : IDisposable
{
    private static readonly string[] Changes =
    [
        "CreateThing",
        "CreatePolicy",
        "CreateCertificateFromCsr",
        "AttachPolicy",
        "AttachThingPrincipal",
        "UpdateCertificate",
    ];

    private readonly CloudGround _ground = CloudGround.Start(shared.Tpm);

    private Device Device => _ground.Device;

    public void Dispose() => _ground.Dispose();

    [Fact]
    public void One_command_gives_an_empty_device_one_identity()
    {
        ChildResult result = _ground.Provision();

        _ground.AssertOneIdentity();
        Assert.Contains("outcome: provisioned", result.Output, StringComparison.Ordinal);
        Assert.Equal(JavaOutcome.Loaded, new JavaReader(Device.Access()).Read("greenkey").Outcome);
    }

    [Fact]
    public void The_new_credential_connects_by_MQTT_as_its_thing_and_as_no_other()
    {
        _ground.Provision();

        ChildResult itself = ChildProcess.Run(Connect(Device.ThingName)).OrThrow();
        ChildResult other = ChildProcess.Run(Connect("another-thing"));

        Assert.Contains($"mqtt: accepted as {Device.ThingName}", itself.Output, StringComparison.Ordinal);
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("iot:Connect on client/another-thing", other.Error, StringComparison.Ordinal);

        Command Connect(string clientId) =>
            Device.Bootstrap(
                "connect",
                _ground.Cloud.MqttEndpoint,
                "--root",
                Device.Root,
                "--ca",
                Device.CloudAuthority,
                "--mqtt",
                clientId
            );
    }

    [Fact]
    public void The_cloud_is_changed_in_the_order_in_which_an_interrupted_run_does_least_harm()
    {
        _ground.Provision();

        Assert.Equal(Changes, _ground.Cloud.Calls.Select(call => call.Operation).Where(Changes.Contains));
    }

    [Fact]
    public void The_new_credential_is_let_in_by_the_credentials_endpoint_and_the_broker()
    {
        _ground.Provision();

        foreach (string endpoint in (string[])[_ground.Cloud.CredentialsEndpoint, _ground.Cloud.MqttEndpoint])
        {
            _ = ChildProcess
                .Run(Device.Bootstrap("connect", endpoint, "--root", Device.Root, "--ca", Device.CloudAuthority))
                .OrThrow();
        }
    }

    [Fact]
    public void A_nucleus_connects_to_the_broker_by_MQTT_under_the_thing_s_name()
    {
        _ground.Provision();

        string[] broker = _ground.Cloud.MqttEndpoint.Split(':');
        JavaReading reading = new JavaReader(Device.Access()).Read(
            "greenkey",
            new JavaHandshake(
                broker[0],
                int.Parse(broker[1], System.Globalization.CultureInfo.InvariantCulture),
                Device.CloudAuthority,
                Device.ThingName
            )
        );

        Assert.Equal((JavaOutcome.Loaded, "0"), (reading.Outcome, reading.MqttReturnCode));
    }

    [Fact]
    public void Provisioning_twice_changes_nothing_on_the_device_or_in_the_cloud()
    {
        _ground.Provision();
        IReadOnlyDictionary<string, string> before = Device.Picture();
        int calls = _ground.Cloud.Calls.Count;

        ChildResult second = _ground.Provision();

        Assert.Equal(before, Device.Picture());
        Assert.DoesNotContain(_ground.Cloud.Calls.Skip(calls), call => Changes.Contains(call.Operation));
        Assert.Contains("nothing to do", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_changes_nothing_on_the_device_or_in_the_cloud()
    {
        ChildResult result = _ground.Provision("--dry-run");

        Assert.Empty(Device.Picture());
        Assert.Empty(_ground.Cloud.Snapshot().Things);
        Assert.DoesNotContain(_ground.Cloud.Calls, call => Changes.Contains(call.Operation));
        Assert.Contains("would    have the certificate made", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nucleus_configuration_has_the_account_s_endpoints_region_and_role_alias()
    {
        _ground.Provision();

        string yaml = File.ReadAllText(Device.NucleusConfiguration);
        Assert.Contains($"iotDataEndpoint: \"{_ground.Cloud.MqttEndpoint}\"", yaml, StringComparison.Ordinal);
        Assert.Contains($"iotCredEndpoint: \"{_ground.Cloud.CredentialsEndpoint}\"", yaml, StringComparison.Ordinal);
        Assert.Contains("awsRegion: \"eu-central-1\"", yaml, StringComparison.Ordinal);
        Assert.Contains($"iotRoleAlias: \"{Device.RoleAlias}\"", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nucleus_service_is_told_of_the_token_and_recovers_before_each_start()
    {
        _ground.Provision();

        string dropIn = File.ReadAllText(
            Path.Combine(Device.Root, "etc/systemd/system/greengrass.service.d/10-greengrass-tpm.conf")
        );
        Assert.Contains($"Environment=\"TPM2_PKCS11_STORE={Device.Store}\"", dropIn, StringComparison.Ordinal);
        Assert.Contains("After=tpm2-abrmd.service", dropIn, StringComparison.Ordinal);
        Assert.Contains(
            "ExecStartPre=-+/usr/local/sbin/greengrass-tpm-bootstrap recover",
            dropIn,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Amazon_s_authorities_come_from_those_that_the_system_trusts()
    {
        using TestAuthority amazon = TestAuthority.Create("Amazon Root CA 1");
        using TestAuthority other = TestAuthority.Create("Another Root CA");
        string trusted = Device.FileNamed("trusted.pem");
        File.WriteAllText(trusted, amazon.Pem + "\n" + other.Pem + "\n");

        ChildResult result = ChildProcess.Run(WithoutRootCa(trusted));

        // The local cloud is none of Amazon's servers, which the examination at the end sees.
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("outcome: provisioned", result.Output, StringComparison.Ordinal);
        Assert.Equal(amazon.Pem + "\n", File.ReadAllText(Path.Combine(Device.Configuration, "nucleus/root-ca.pem")));
        Assert.Contains("nucleus/root-ca.pem", File.ReadAllText(Device.NucleusConfiguration), StringComparison.Ordinal);
    }

    [Fact]
    public void A_system_that_trusts_none_of_Amazon_s_authorities_is_told_before_anything_is_made()
    {
        File.WriteAllText(Device.FileNamed("trusted.pem"), shared.Authority.Pem);

        ChildResult result = ChildProcess.Run(WithoutRootCa(Device.FileNamed("trusted.pem")));

        Assert.Equal(78, result.ExitCode);
        Assert.Contains("none of Amazon's certificate authorities", result.Error, StringComparison.Ordinal);
        Assert.Empty(_ground.Cloud.Snapshot().Things);
    }

    [Fact]
    public async Task A_named_policy_is_attached_as_it_is()
    {
        using var client = _ground.Operator();
        await client.CreatePolicyAsync("fleet", """{"Version":"2012-10-17","Statement":[]}""");

        _ground.Provision("--policy", "fleet");

        Assert.Equal("fleet", Assert.Single(_ground.Cloud.Snapshot().PolicyAttachments).PolicyName);
    }

    [Fact]
    public void A_policy_is_made_from_the_operator_s_template()
    {
        File.WriteAllText(
            Device.FileNamed("template.json"),
            """
            { "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": "iot:Connect",
              "Resource": "arn:{partition}:iot:{region}:{account}:client/${iot:Connection.Thing.ThingName}" } ] }
            """
        );

        _ground.Provision("--policy", "mine", "--policy-template", Device.FileNamed("template.json"));

        IotPolicy policy = Assert.Single(_ground.Cloud.Snapshot().Policies);
        Assert.Equal("mine", policy.Name);
        Assert.Contains(
            "\"arn:aws:iot:eu-central-1:123456789012:client/${iot:Connection.Thing.ThingName}\"",
            policy.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_thing_joins_a_group_that_is_named()
    {
        _ground.Cloud.AddThingGroup("factory");

        _ground.Provision("--thing-group", "factory");

        Assert.Equal(
            new GroupMember("factory", Device.ThingName),
            Assert.Single(_ground.Cloud.Snapshot().GroupMembers)
        );
    }

    [Fact]
    public async Task A_thing_with_another_certificate_is_refused_and_both_ways_on_are_named()
    {
        string other = await _ground.AttachAnotherAsync();

        ChildResult result = await ChildProcess.RunAsync(Device.Online(_ground.Cloud));

        Assert.Equal(78, result.ExitCode);
        Assert.Contains(other, result.Error, StringComparison.Ordinal);
        Assert.Contains("--beside", result.Error, StringComparison.Ordinal);
        Assert.Contains("--replace", result.Error, StringComparison.Ordinal);
        Assert.True(Device.IsEmpty);
        Assert.Equal(other, Assert.Single(_ground.Cloud.Snapshot().Certificates).Id);
    }

    [Fact]
    public async Task Beside_another_certificate_both_are_valid()
    {
        await _ground.AttachAnotherAsync();

        _ground.Provision("--beside");
        _ground.Provision();

        Assert.Equal([true, true], _ground.Cloud.Snapshot().Certificates.Select(certificate => certificate.IsActive));
        Assert.Equal(2, _ground.Cloud.Snapshot().ThingAttachments.Count);
    }

    [Fact]
    public async Task In_place_of_another_certificate_the_new_one_alone_is_left()
    {
        await _ground.AttachAnotherAsync();

        _ground.Provision("--replace");

        _ground.AssertOneIdentity();
    }

    [Fact]
    public async Task Answers_that_are_lost_while_another_certificate_is_ended_change_nothing_about_that()
    {
        await _ground.AttachAnotherAsync();
        _ground.Cloud.AddThingGroup("gateways");
        string[] operations = ["DetachThingPrincipal", "DetachPolicy", "DeleteCertificate", "AddThingToThingGroup"];
        foreach (string operation in operations)
        {
            _ground.Cloud.Faults.Add(operation, Fault.AnswerLost);
        }

        _ground.Provision("--replace", "--thing-group", "gateways");

        _ground.AssertOneIdentity();
        Assert.All(operations, operation => Assert.Equal(2, _ground.Cloud.Faults.Calls(operation)));
    }

    [Fact]
    public async Task A_run_with_replace_leaves_a_certificate_alone_that_came_later()
    {
        _ground.Provision();
        string later = await _ground.AttachAnotherAsync();

        _ground.Provision("--replace");

        Assert.True(_ground.Cloud.Snapshot().Certificate(later)!.IsActive);
    }

    private Command WithoutRootCa(string trusted) =>
        Device
            .Provision("--thing-name", Device.ThingName, "--role-alias", Device.RoleAlias)
            .With(_ground.Cloud.Environment)
            .With(
                new Dictionary<string, string>
                {
                    ["SSL_CERT_FILE"] = trusted,
                    ["SSL_CERT_DIR"] = Device.FileNamed("no-certificates"),
                    ["HOME"] = Device.Folder,
                }
            );
}
