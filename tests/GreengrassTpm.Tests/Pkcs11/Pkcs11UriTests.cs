using CsCheck;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class Pkcs11UriTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char['\u0001', '\uD7FF'], 0, 12];

    [Theory]
    [InlineData("pkcs11:")]
    [InlineData("pkcs11:token=greengrass;object=greenkey;type=private")]
    [InlineData("pkcs11:object=greenkey;type=cert")]
    [InlineData(
        "pkcs11:model=SW%20%20%20TPM;manufacturer=IBM;serial=0000000000000000;token=greengrass;id=%37;object=greenkey;type=private"
    )]
    [InlineData("pkcs11:token=a%3Bb%2Fc%3Fd?module-path=/usr/lib/a.so")]
    [InlineData("pkcs11:slot-id=3;object=a&b?module-name=a|b/c?d")]
    [InlineData("pkcs11:object=x;x-vendor=1?x-query=1&x-query=2")]
    public void What_was_written_canonically_is_written_the_same(string text)
    {
        Assert.Equal(text, Pkcs11Uri.Parse(text).ToString());
    }

    [Fact]
    public void The_tutorials_URI_says_what_it_means()
    {
        var uri = Pkcs11Uri.Parse(
            "pkcs11:model=SW%20%20%20TPM;manufacturer=IBM;serial=0000000000000000;token=greengrass;id=%37;object=greenkey;type=private"
        );

        Assert.Equal("SW   TPM", uri.Model);
        Assert.Equal("IBM", uri.Manufacturer);
        Assert.Equal("0000000000000000", uri.SerialNumber);
        Assert.Equal("greengrass", uri.Token);
        Assert.Equal("7"u8, uri.Id!.Value.Span);
        Assert.Equal("greenkey", uri.ObjectLabel);
        Assert.Equal(Pkcs11UriObjectType.PrivateKey, uri.Type);
    }

    [Fact]
    public void What_a_URI_does_not_say_is_absent_and_not_empty()
    {
        var uri = Pkcs11Uri.Parse("pkcs11:object=greenkey");

        Assert.Null(uri.Token);
        Assert.Null(uri.Id);
        Assert.Null(uri.SlotId);
        Assert.Null(uri.Type);
        Assert.Null(uri.ModulePath);
        Assert.Null(uri.PinSource);
        Assert.Null(uri.ReadPin());
        Assert.Equal("", Pkcs11Uri.Parse("pkcs11:token=").Token);
    }

    [Fact]
    public void Every_octet_of_an_id_is_escaped()
    {
        Assert.Equal("pkcs11:id=%61%62", Pkcs11Uri.Parse("pkcs11:").WithId("ab"u8.ToArray()).ToString());
    }

    [Fact]
    public void An_id_need_not_be_text()
    {
        Assert.Equal([0xFF, 0x00], Pkcs11Uri.Parse("pkcs11:id=%FF%00").Id!.Value.ToArray());
    }

    [Fact]
    public void The_order_and_escaping_of_attributes_means_nothing()
    {
        Assert.Equal(
            Pkcs11Uri.Parse("pkcs11:token=greengrass;object=a"),
            Pkcs11Uri.Parse("PKCS11:object=%61;token=%67reengrass")
        );
    }

    [Theory]
    [InlineData("pkcs11:object=a?pin-value=secret-pin", "pkcs11:object=a?pin-value=[redacted]")]
    [InlineData("pkcs11:object=a?pin-source=file:/secret-pin", "pkcs11:object=a?pin-source=[redacted]")]
    public void A_PIN_is_not_shown(string text, string shown)
    {
        Assert.Equal(shown, Pkcs11Uri.Parse(text).ToString());
    }

    [Fact]
    public void A_PIN_comes_out_on_request()
    {
        var uri = Pkcs11Uri.Parse("pkcs11:object=a?pin-value=se%26cret");
        using Pin pin = uri.ReadPin()!;

        Assert.Equal("se&cret"u8, pin.Reveal());
        Assert.Equal("pkcs11:object=a?pin-value=se%26cret", uri.FormatWithPin());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("http://example.com", 0)]
    [InlineData("pkcs11:;", 7)]
    [InlineData("pkcs11:object", 13)]
    [InlineData("pkcs11:object=a;", 16)]
    [InlineData("pkcs11:object=a;object=b", 16)]
    [InlineData("pkcs11:object=a b", 15)]
    [InlineData("pkcs11:object=a/b", 15)]
    [InlineData("pkcs11:object=%4", 14)]
    [InlineData("pkcs11:object=%zz", 14)]
    [InlineData("pkcs11:object=%FF", 14)]
    [InlineData("pkcs11:type=key", 12)]
    [InlineData("pkcs11:slot-id=one", 15)]
    [InlineData("pkcs11:object=a?pin-value=1&pin-value=2", 28)]
    [InlineData("pkcs11:object=a?pin-value=a;b", 27)]
    [InlineData("pkcs11:object=ä", 14)]
    public void A_text_that_is_no_URI_is_refused_at_the_place_of_the_mistake(string text, int position)
    {
        var error = Assert.Throws<Pkcs11UriException>(() => Pkcs11Uri.Parse(text));

        Assert.Equal(position, error.Position);
        Assert.False(Pkcs11Uri.TryParse(text, out _));
    }

    [Fact]
    public void A_mistake_in_a_PIN_does_not_show_the_PIN()
    {
        var error = Assert.Throws<Pkcs11UriException>(() => Pkcs11Uri.Parse("pkcs11:?pin-value=secret%FF"));

        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_text_is_refused()
    {
        Assert.Throws<Pkcs11UriException>(() => Pkcs11Uri.Parse("pkcs11:object=" + new string('a', 1_000_000)));
    }

    [Fact]
    public void Any_label_and_id_survive_the_way_through_text()
    {
        Gen.Select(Text, Text, Gen.Byte.Array[0, 20])
            .Sample(
                (token, label, id) =>
                {
                    Pkcs11Uri uri = Pkcs11Uri.ForObject(token, label, Pkcs11UriObjectType.PublicKey).WithId(id);
                    var read = Pkcs11Uri.Parse(uri.ToString());
                    return read.Equals(uri)
                        && read.Token == token
                        && read.ObjectLabel == label
                        && read.Id!.Value.Span.SequenceEqual(id);
                }
            );
    }

    [Fact]
    public void Any_text_is_a_URI_or_a_typed_error()
    {
        Gen.String[Gen.Char["pkcs11:;?&=%aF0/ \u00e9"], 0, 30]
            .Sample(text => Pkcs11Uri.TryParse("pkcs11:" + text, out Pkcs11Uri? uri) == uri is not null);
    }
}
