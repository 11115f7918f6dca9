using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>What <see cref="ICredentialConfirmer"/> promises.</summary>
public abstract class CredentialConfirmerContract(RotationPortGround ground) : RotationPortContract(ground)
{
    [Fact]
    public async Task A_credential_in_use_is_seen()
    {
        Ground.Use(Ground.Active);

        Assert.Contains(await CollectAsync(Ground.Active), one => one.Verdict == EvidenceVerdict.Expected);
    }

    [Fact]
    public async Task Each_kind_of_evidence_is_told_once_whether_it_came_or_not()
    {
        Ground.Use(Ground.Active);
        string[] kinds = [.. (await CollectAsync(Ground.Active)).Select(one => one.Kind)];
        Ground.GoOffline();

        string[] offline = [.. (await CollectAsync(Ground.Active)).Select(one => one.Kind)];

        Assert.Equal(kinds, offline);
        Assert.Equal(kinds.Distinct(), kinds);
    }

    [Fact]
    public async Task Another_credential_in_use_is_not_taken_for_the_expected_one()
    {
        var staged = Ground.Stage();
        Ground.Use(Ground.Active);

        Assert.DoesNotContain(
            await CollectAsync(staged),
            one => one is { Kind: Evidence.TokenExchange, Verdict: EvidenceVerdict.Expected }
        );
    }

    [Fact]
    public async Task What_was_seen_before_does_not_count_again()
    {
        Ground.Use(Ground.Active);
        await CollectAsync(Ground.Active);
        Ground.Use(null);

        Assert.DoesNotContain(
            await CollectAsync(Ground.Active),
            one => one is { Kind: Evidence.TokenExchange, Verdict: EvidenceVerdict.Expected }
        );
    }

    [Fact]
    public async Task Without_a_network_evidence_is_missing_and_nothing_is_thrown()
    {
        Ground.Use(Ground.Active);
        Ground.GoOffline();

        var evidence = await CollectAsync(Ground.Active);

        Assert.NotEmpty(evidence);
        Assert.All(evidence, one => Assert.Equal(EvidenceVerdict.Missing, one.Verdict));
    }

    [Fact]
    public async Task Neither_the_token_nor_the_cloud_is_changed()
    {
        Ground.Use(Ground.Active);
        var (token, changes) = (Ground.TokenContents(), Ground.Changes.Count);

        await CollectAsync(Ground.Active);

        Assert.Equal(token, Ground.TokenContents());
        Assert.Equal(changes, Ground.Changes.Count);
    }

    [Fact]
    public async Task Nobody_connects_to_the_broker_under_the_thing_s_own_name()
    {
        Ground.Use(Ground.Active);
        var before = Ground.ClientIds.Count(id => id == Ground.ThingName);

        await CollectAsync(Ground.Active);

        Assert.Equal(before, Ground.ClientIds.Count(id => id == Ground.ThingName));
    }

    private Task<IReadOnlyList<Evidence>> CollectAsync(CredentialReference expected) =>
        Ground.Ports.Confirmer.CollectAsync(expected, CancellationToken.None);
}
