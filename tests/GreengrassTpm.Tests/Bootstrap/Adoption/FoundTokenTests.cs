using GreengrassTpm.Bootstrap;
using GreengrassTpm.CommandLine;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap.Adoption;

/// <summary>Which token is meant.</summary>
public sealed class FoundTokenTests
{
    private static readonly FoundToken[] Tokens =
    [
        new("/etc/tpm2_pkcs11", "greengrass", 1),
        new("/etc/tpm2_pkcs11", "other", 2),
        new("/root/.tpm2_pkcs11", "greengrass", 1),
    ];

    [Fact]
    public void The_only_one_is_meant() => Assert.Equal(Tokens[1], Choose([Tokens[1]], label: null, slot: null));

    [Theory]
    [InlineData("other", null)]
    [InlineData("other", "2")]
    [InlineData(null, "2")]
    public void Label_and_slot_say_which(string? label, string? slot) =>
        Assert.Equal(Tokens[1], Choose(Tokens, label, slot));

    [Theory]
    [InlineData(null, null)]
    [InlineData("greengrass", null)]
    [InlineData(null, "1")]
    public void Where_several_could_be_meant_none_is_taken_and_all_are_named(string? label, string? slot)
    {
        var error = Assert.Throws<CommandException>(() => Choose(Tokens, label, slot));

        Assert.Equal(ExitCode.Configuration, error.ExitCode);
        Assert.Contains("greengrass in slot 1 of /root/.tpm2_pkcs11", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing", null, "no token with label missing")]
    [InlineData("other", "1", "no token with label other and slot 1")]
    public void One_that_is_not_there_is_named_with_those_that_are(string? label, string? slot, string words)
    {
        var error = Assert.Throws<CommandException>(() => Choose(Tokens, label, slot));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains("other in slot 2", error.Message, StringComparison.Ordinal);
    }

    private static FoundToken Choose(FoundToken[] tokens, string? label, string? slot) =>
        FoundToken.Choose(tokens, ["/etc/tpm2_pkcs11"], label, slot);
}
