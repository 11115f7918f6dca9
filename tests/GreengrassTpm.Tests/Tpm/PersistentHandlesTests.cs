using GreengrassTpm.Tpm;
using Xunit;

namespace GreengrassTpm.Tests.Tpm;

public sealed class PersistentHandlesTests
{
    [Theory]
    [InlineData(0x80FFFFFF, PersistentHandleRange.None)]
    [InlineData(0x81000000, PersistentHandleRange.StoragePrimary)]
    [InlineData(0x81000001, PersistentHandleRange.StoragePrimary)]
    [InlineData(0x81010001, PersistentHandleRange.Endorsement)]
    [InlineData(0x81010016, PersistentHandleRange.Endorsement)]
    [InlineData(0x81020000, PersistentHandleRange.Owner)]
    [InlineData(0x817FFFFF, PersistentHandleRange.Owner)]
    [InlineData(0x81800000, PersistentHandleRange.Platform)]
    [InlineData(0x82000000, PersistentHandleRange.None)]
    public void A_handle_is_in_the_range_of_the_registry(uint handle, PersistentHandleRange range)
    {
        Assert.Equal(range, PersistentHandles.Range(handle));
    }

    [Fact]
    public void Only_0x81000001_is_the_standard_storage_root_key()
    {
        Assert.True(new PersistentHandle(0x81000001, null, "").IsStandardStorageRootKey);
        Assert.False(new PersistentHandle(0x81000000, null, "").IsStandardStorageRootKey);
    }

    [Fact]
    public void A_handle_is_printed_as_tools_print_it()
    {
        Assert.Equal("0x8101000A", new PersistentHandle(0x8101000A, null, "").HandleText);
    }
}
