using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Tests.GreengrassIpc;
using Xunit;

namespace GreengrassTpm.Tests.Aws;

/// <summary>What is learned from a nucleus about the certificate that it uses, whichever flavour it is.</summary>
public abstract class NucleusConfirmerContract(NucleusFixture fixture) : AwsGround
{
    /// <summary>The thing of the fake nucleus, which its components may speak for.</summary>
    private AwsSettings NucleusSettings => Settings with { ThingName = "thing-1" };

    private string Update => $"$aws/things/thing-1/shadow/name/{Settings.ShadowName}/update";

    [Fact]
    public async Task The_certificate_in_use_is_named_and_the_nucleus_message_accepted()
    {
        await using SessionEndpoint sessions = await SessionEndpoint.StartAsync(() => SessionOf(Active));

        IReadOnlyList<Evidence> evidence = await CollectAsync(sessions, "accepted");

        Assert.Equal(
            [
                (Evidence.TokenExchange, EvidenceVerdict.Expected, Active.CertificateId),
                (Evidence.Shadow, EvidenceVerdict.Expected, null),
            ],
            evidence.Select(one => (one.Kind, one.Verdict, one.CertificateId))
        );
    }

    [Fact]
    public async Task Another_certificate_in_use_is_named()
    {
        CredentialReference other = await NewCredentialAsync("greenkey.previous");
        await AttachAsync(other);
        await using SessionEndpoint sessions = await SessionEndpoint.StartAsync(() => SessionOf(other));

        IReadOnlyList<Evidence> evidence = await CollectAsync(sessions, "accepted");

        Assert.Equal((EvidenceVerdict.Other, other.CertificateId), (evidence[0].Verdict, evidence[0].CertificateId));
    }

    [Fact]
    public async Task A_nucleus_without_a_session_and_a_message_that_is_rejected_are_evidence_that_is_missing()
    {
        await using SessionEndpoint sessions = await SessionEndpoint.StartAsync(() =>
            Task.FromResult<JsonObject?>(null)
        );

        IReadOnlyList<Evidence> evidence = await CollectAsync(sessions, "rejected");

        Assert.All(evidence, one => Assert.Equal(EvidenceVerdict.Missing, one.Verdict));
        Assert.Contains("500", evidence[0].Detail, StringComparison.Ordinal);
        Assert.Contains("403 Forbidden", evidence[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_endpoint_is_asked_anew_each_time_and_shown_its_token()
    {
        await using SessionEndpoint sessions = await SessionEndpoint.StartAsync(() => SessionOf(Active));
        ContainerCredentials credentials = sessions.Credentials;

        await credentials.GetAsync(Cancellation);
        await credentials.GetAsync(Cancellation);

        Assert.Equal([SessionEndpoint.Token, SessionEndpoint.Token], sessions.Authorizations);
    }

    private async Task<IReadOnlyList<Evidence>> CollectAsync(SessionEndpoint sessions, string answer)
    {
        await using GreengrassIpcClient ipc = await fixture.Device.ConnectAsync();
        var confirmer = new NucleusConfirmer(NucleusSettings, sessions.Credentials, ipc, TimeProvider.System);
        int before = (await PublishedAsync()).Count;

        Task<IReadOnlyList<Evidence>> collecting = confirmer.CollectAsync(Active, Cancellation);
        await AnswerAsync(before, answer);

        return await collecting;
    }

    /// <summary>Answers the next update of the shadow as the cloud does.</summary>
    private async Task AnswerAsync(int before, string answer)
    {
        JsonNode? update;
        do
        {
            update = (await PublishedAsync()).Skip(before).FirstOrDefault(one => (string?)one!["topicName"] == Update);
        } while (update is null);

        JsonNode request = JsonNode.Parse(Convert.FromBase64String((string)update["payload"]!))!;
        var reply = new JsonObject { ["clientToken"] = (string)request["clientToken"]! };
        if (answer == "rejected")
        {
            reply["code"] = 403;
            reply["message"] = "Forbidden";
        }

        await fixture.Device.Nucleus.AskAsync(
            "deliver",
            more: new JsonObject
            {
                ["message"] = new JsonObject
                {
                    ["topicName"] = $"{Update}/{answer}",
                    ["payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(reply.ToJsonString())),
                },
            }
        );
    }

    private async Task<JsonArray> PublishedAsync() =>
        (JsonArray)(await fixture.Device.Nucleus.AskAsync("published"))["messages"]!;

    /// <summary>The session of a credential, as the nucleus hands it to its components.</summary>
    private async Task<JsonObject?> SessionOf(CredentialReference credential)
    {
        SessionAWSCredentials session = await Exchange.GetAsync(credential, Cancellation);
        ImmutableCredentials keys = await session.GetCredentialsAsync();
        return new JsonObject
        {
            ["AccessKeyId"] = keys.AccessKey,
            ["SecretAccessKey"] = keys.SecretKey,
            ["Token"] = keys.Token,
            ["Expiration"] = "2049-12-31T23:59:59Z",
        };
    }
}

public sealed class ClassicNucleusConfirmerTests(ClassicNucleus fixture)
    : NucleusConfirmerContract(fixture),
        IClassFixture<ClassicNucleus>;

public sealed class LiteNucleusConfirmerTests(LiteNucleus fixture)
    : NucleusConfirmerContract(fixture),
        IClassFixture<LiteNucleus>;
