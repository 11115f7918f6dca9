using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

public class MaintenanceWindowTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("02:00-04:00")]
    [InlineData("23:30-00:30")]
    [InlineData("00:00-23:59")]
    [InlineData("")]
    public void Its_text_form_reads_back_as_it_was(string text) =>
        Assert.Equal(text, MaintenanceWindow.Parse(text).ToString());

    [Theory]
    [InlineData("2:00-4:00")]
    [InlineData("02:00")]
    [InlineData("02:00-02:00")]
    [InlineData("02:00-24:00")]
    [InlineData("02:00-04:00-06:00")]
    [InlineData("nachts")]
    public void Anything_else_is_refused_with_an_example(string text)
    {
        var error = Assert.Throws<FormatException>(() => MaintenanceWindow.Parse(text));

        Assert.Contains("\"02:00-04:00\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-15T01:59:59", false)]
    [InlineData("2026-01-15T02:00:00", true)]
    [InlineData("2026-01-15T03:59:59", true)]
    [InlineData("2026-01-15T04:00:00", false)]
    public void It_is_open_from_its_start_until_just_before_its_end(string local, bool open) =>
        Assert.Equal(open, MaintenanceWindow.Parse("02:00-04:00").IsOpen(BerlinWinter(local), Berlin));

    [Theory]
    [InlineData("2026-01-15T23:29:59", false)]
    [InlineData("2026-01-15T23:30:00", true)]
    [InlineData("2026-01-16T00:29:59", true)]
    [InlineData("2026-01-16T00:30:00", false)]
    public void It_may_run_over_midnight(string local, bool open) =>
        Assert.Equal(open, MaintenanceWindow.Parse("23:30-00:30").IsOpen(BerlinWinter(local), Berlin));

    [Fact]
    public void A_missed_window_opens_again_the_next_day() =>
        Assert.Equal(
            BerlinWinter("2026-01-16T02:00:00"),
            MaintenanceWindow.Parse("02:00-04:00").NextOpening(BerlinWinter("2026-01-15T04:00:00"), Berlin)
        );

    [Fact]
    public void A_start_that_the_clock_change_skips_moves_to_the_first_instant_after_the_gap() =>
        // On 29 March 2026 clocks in Berlin go from 02:00 to 03:00 at 01:00 UTC.
        Assert.Equal(
            Utc("2026-03-29T01:00:00"),
            MaintenanceWindow.Parse("02:30-04:00").NextOpening(Utc("2026-03-29T00:00:00"), Berlin)
        );

    [Fact]
    public void A_window_within_the_skipped_hour_keeps_its_length_after_the_gap()
    {
        var window = MaintenanceWindow.Parse("02:15-02:45");

        Assert.True(window.IsOpen(Utc("2026-03-29T01:29:59"), Berlin));
        Assert.False(window.IsOpen(Utc("2026-03-29T01:30:00"), Berlin));
    }

    [Theory]
    [InlineData("2026-10-25T00:30:00")]
    [InlineData("2026-10-25T01:29:59")]
    public void A_window_in_the_hour_that_comes_twice_is_open_from_the_first_start_to_the_last_end(string utc) =>
        // On 25 October 2026 clocks in Berlin go from 03:00 back to 02:00 at 01:00 UTC.
        Assert.True(MaintenanceWindow.Parse("02:15-02:30").IsOpen(Utc(utc), Berlin));

    private static DateTimeOffset BerlinWinter(string local) =>
        new(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(1));

    private static DateTimeOffset Utc(string utc) =>
        new(DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
}
