using System.Globalization;
using GreengrassTpm.Build;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>Provision, rotate, tear down, again and again on one chip: nothing is ever left.</summary>
public sealed class SoakScenarios
{
    private const int ShortRun = 2;

    [Fact]
    public void A_few_cycles_on_a_used_chip_leave_nothing()
    {
        using SoakGround ground = SoakGround.OnUsedChip();
        ground.Run(ShortRun);

        Assert.Equal(SoakGround.Orphans, ground.FreeOrphans());
    }

    [Fact]
    public void A_few_cycles_on_a_full_chip_leave_nothing()
    {
        using SoakGround ground = SoakGround.OnFullChip();
        ground.Run(ShortRun);
    }
}

/// <summary>The same, as often as the target says. In batches, each a test, so that a hang is told from a long run.</summary>
[Trait("Category", TestSuite.SoakCategory)]
public sealed class LongSoakScenarios : IClassFixture<SoakChips>
{
    private const int Batch = 10;
    private readonly SoakChips _chips;

    public LongSoakScenarios(SoakChips chips) => _chips = chips;

    private static int Cycles =>
        int.Parse(
            Environment.GetEnvironmentVariable(TestSuite.SoakCyclesVariable) ?? "50",
            CultureInfo.InvariantCulture
        );

    /// <summary>The numbers of the cycles with which each batch would begin, did they run in their order.</summary>
    public static TheoryData<int> Beginnings => Batches(Cycles);

    /// <inheritdoc cref="Beginnings"/>
    public static TheoryData<int> BeginningsOnFullChip => Batches(Math.Max(1, Cycles / 10));

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void Cycles_on_a_used_chip_leave_nothing(int first) => _chips.Used.Run(Math.Min(Batch, Cycles - first + 1));

    [Theory]
    [MemberData(nameof(BeginningsOnFullChip))]
    public void Cycles_on_a_full_chip_leave_nothing(int first) =>
        _chips.Full.Run(Math.Min(Batch, Math.Max(1, Cycles / 10) - first + 1));

    private static TheoryData<int> Batches(int cycles)
    {
        TheoryData<int> data = [];
        for (int first = 1; first <= cycles; first += Batch)
        {
            data.Add(first);
        }

        return data;
    }
}

/// <summary>The chips of the long run.</summary>
public sealed class SoakChips : IDisposable
{
    private readonly Lazy<SoakGround> _used = new(SoakGround.OnUsedChip);
    private readonly Lazy<SoakGround> _full = new(SoakGround.OnFullChip);

    internal SoakGround Used => _used.Value;

    internal SoakGround Full => _full.Value;

    public void Dispose()
    {
        foreach (Lazy<SoakGround> ground in (Lazy<SoakGround>[])[_used, _full])
        {
            if (ground.IsValueCreated)
            {
                ground.Value.Dispose();
            }
        }
    }
}
