using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class WriteExpectationsTests
{
    private static readonly ObjectIdentity Key = ObjectIdentity.OfPrivateKey("key"u8);

    private readonly WriteExpectations _expectations = new();

    [Fact]
    public void What_is_as_it_was_written_makes_no_difference()
    {
        _expectations.Present(Key, "01", "label");

        Assert.Empty(_expectations.Differences(Contents(Object(Key, 1, "label"))));
    }

    [Theory]
    [InlineData(2, "label")]
    [InlineData(1, "other")]
    public void Another_id_or_label_is_a_difference(byte id, string label)
    {
        _expectations.Present(Key, "01", "label");

        Assert.Single(_expectations.Differences(Contents(Object(Key, id, label))));
    }

    [Fact]
    public void What_was_destroyed_and_is_there_is_a_difference()
    {
        _expectations.Absent(Key, "01");

        Assert.Single(_expectations.Differences(Contents(Object(Key, 1, "label"))));
        Assert.Empty(_expectations.Differences(Contents(Object(Key, 2, "label"))));
    }

    [Fact]
    public void An_object_that_was_moved_twice_has_to_be_where_it_came_to_rest()
    {
        _expectations.Present(Key, "01", "label");
        _expectations.Absent(Key, "01");
        _expectations.Present(Key, "02", "label");
        _expectations.Absent(Key, "02");
        _expectations.Present(Key, "01", "label");

        Assert.Empty(_expectations.Differences(Contents(Object(Key, 1, "label"))));
    }

    private static TokenObject Object(ObjectIdentity identity, byte id, string label) =>
        new(identity, label, new[] { id }, ReadOnlyMemory<byte>.Empty);

    private static TokenContents Contents(params TokenObject[] objects) => new(objects, []);
}
