using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("59s", 59)]
    [InlineData("15m", 900)]
    [InlineData("24h", 86_400)]
    [InlineData("90d", 7_776_000)]
    [InlineData("36500d", 3_153_600_000)]
    public void A_number_and_a_unit_make_a_duration(string text, long seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DurationText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("90")]
    [InlineData("-1d")]
    [InlineData("1.5h")]
    [InlineData(" 1h")]
    [InlineData("1h ")]
    [InlineData("1 h")]
    [InlineData("1w")]
    [InlineData("1D")]
    [InlineData("1h30m")]
    [InlineData("36501d")]
    [InlineData("999999999d")]
    [InlineData("00000000001s")]
    [InlineData("١h")]
    public void Anything_else_is_told_with_what_is_expected(string text)
    {
        var error = Assert.Throws<FormatException>(() => DurationText.Parse(text));

        Assert.Contains("\"15m\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("90s")]
    [InlineData("15m")]
    [InlineData("25h")]
    [InlineData("90d")]
    public void A_duration_is_written_as_it_is_read(string text) =>
        Assert.Equal(text, DurationText.Of(DurationText.Parse(text)));

    [Fact]
    public void The_largest_unit_without_a_rest_is_used() =>
        Assert.Equal(
            ("1d", "3h"),
            (DurationText.Of(TimeSpan.FromHours(24)), DurationText.Of(TimeSpan.FromMinutes(180)))
        );
}
