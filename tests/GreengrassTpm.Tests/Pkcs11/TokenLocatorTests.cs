using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class TokenLocatorTests
{
    private static readonly TokenLocation Location = new("/module.so", "greengrass");

    [Fact]
    public void The_token_with_the_label_is_found()
    {
        Assert.Equal(2u, TokenLocator.Choose(Location, [Token(1, "other"), Token(2, "greengrass"), Empty(3)]).Slot);
    }

    [Fact]
    public void The_configured_slot_confirms_it()
    {
        Assert.Equal(1u, TokenLocator.Choose(Location with { Slot = 1 }, [Token(1, "greengrass")]).Slot);
    }

    [Fact]
    public void No_token_with_the_label_names_those_that_there_are()
    {
        var error = Assert.Throws<TokenNotFoundException>(() =>
            TokenLocator.Choose(Location, [Token(1, "one"), Token(2, "two"), Empty(3)])
        );

        Assert.Equal(["one", "two"], error.Labels);
    }

    [Fact]
    public void A_module_without_an_initialised_token_says_so()
    {
        var error = Assert.Throws<TokenNotFoundException>(() => TokenLocator.Choose(Location, [Empty(1)]));

        Assert.Contains("no initialised token at all", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_tokens_with_the_label_are_one_too_many_even_if_a_slot_is_configured()
    {
        var error = Assert.Throws<TokenAmbiguousException>(() =>
            TokenLocator.Choose(Location with { Slot = 1 }, [Token(1, "greengrass"), Token(2, "greengrass")])
        );

        Assert.Equal([1, 2], error.Slots);
    }

    [Fact]
    public void A_slot_with_another_token_names_that_token_and_the_right_slot()
    {
        var error = Assert.Throws<SlotMismatchException>(() =>
            TokenLocator.Choose(Location with { Slot = 1 }, [Token(1, "other"), Token(2, "greengrass")])
        );

        Assert.Equal("other", error.FoundLabel);
        Assert.Equal(2u, error.ActualSlot);
    }

    [Theory]
    [InlineData(3u)]
    [InlineData(99u)]
    public void A_slot_without_an_initialised_token_is_a_mismatch(ulong slot)
    {
        var error = Assert.Throws<SlotMismatchException>(() =>
            TokenLocator.Choose(Location with { Slot = slot }, [Token(2, "greengrass"), Empty(3)])
        );

        Assert.Null(error.FoundLabel);
    }

    private static TokenInformation Token(ulong slot, string label) => new(slot, label, "", "", "", true, true);

    private static TokenInformation Empty(ulong slot) => new(slot, "", "", "", "", false, true);
}
