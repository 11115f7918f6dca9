namespace GreengrassTpm.Credentials;

/// <summary>How patient a rotation is.</summary>
public sealed record RotationSettings
{
    private static readonly TimeSpan LongestNote = TimeSpan.FromMinutes(15);

    /// <summary>How long the nucleus has, from its start, to be seen using the new credential while the cloud answers.</summary>
    public TimeSpan ConfirmWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The pause between two tries of a confirmation: longer than the nucleus keeps an error (300 s).</summary>
    public TimeSpan ConfirmEvery { get; init; } = TimeSpan.FromSeconds(310);

    /// <summary>How long both certificates stay valid after the confirmation; zero where the old key may be known to others.</summary>
    public TimeSpan RetireAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How much of that time is noted at once; a device that is on for less is taken to have been off. At the most a quarter
    /// of an hour.
    /// </summary>
    public TimeSpan NoteSoakEvery => RetireAfter < 12 * LongestNote ? RetireAfter / 12 : LongestNote;

    /// <summary>The pause before a deferred activation is tried again.</summary>
    public TimeSpan ActivateEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often an issuer is asked in one rotation: each time it may make a certificate whose answer is lost.</summary>
    public int MostRequests { get; init; } = 5;

    /// <summary>Upper bound of the first pause after an error that waiting may cure; it doubles with each error in a row.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Upper bound of every pause.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromHours(1);
}
