using System.Diagnostics.CodeAnalysis;

namespace GreengrassTpm.Verification;

/// <summary>Something that was looked at, or the reason why it was not.</summary>
/// <typeparam name="T">What there is to see.</typeparam>
[SuppressMessage(
    "Usage",
    "CA2225:Operator overloads have named alternates",
    Justification = "A language without such operators is not among our readers, and a second way to say the same is one too many."
)]
public sealed class Fact<T>
    where T : class
{
    private readonly Finding? _absence;

    private Fact(T? value, Finding? absence)
    {
        Value = value;
        _absence = absence;
    }

    /// <summary>What was seen; null where nothing was.</summary>
    public T? Value { get; }

    /// <summary>It was seen.</summary>
    /// <param name="value">What it is.</param>
    public static implicit operator Fact<T>(T value) => new(value, null);

    /// <summary>It was not.</summary>
    /// <param name="absence">Why: a finding that is skipped or an error.</param>
    public static implicit operator Fact<T>(Finding absence) => new(null, absence);

    /// <summary>Decides on what was seen; where nothing was, the answer is the reason for that.</summary>
    /// <param name="decide">The decision.</param>
    public Finding Judge(Func<T, Finding> decide) => Value is null ? _absence! : decide(Value);

    /// <summary>Another fact, which follows from this one; where nothing was seen, that one was not either.</summary>
    /// <typeparam name="TOther">What there is to see then.</typeparam>
    /// <param name="see">Looks at it.</param>
    public Fact<TOther> Then<TOther>(Func<T, Fact<TOther>> see)
        where TOther : class => Value is null ? _absence! : see(Value);
}
