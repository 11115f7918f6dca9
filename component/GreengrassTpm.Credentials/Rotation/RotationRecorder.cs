namespace GreengrassTpm.Credentials;

/// <summary>Writes records with the time of their moment, on both clocks.</summary>
internal sealed class RotationRecorder(Journal journal, BootClock boot, TimeProvider time)
{
    /// <summary>This moment, on the clock that nobody sets.</summary>
    public BootTime Now => boot.Now();

    /// <summary>Makes it durable that a rotation has reached a state.</summary>
    /// <param name="rotation">The rotation's name.</param>
    /// <param name="state">The state.</param>
    /// <param name="say">Adds what else is to be known.</param>
    /// <returns>The rotation as its records tell it now.</returns>
    /// <exception cref="FileWriteException">It could not be written; the journal is as it was.</exception>
    public Rotation Record(string rotation, RotationState state, Func<JournalRecord, JournalRecord>? say = null)
    {
        var now = boot.Now();
        var record = new JournalRecord
        {
            Rotation = rotation,
            State = state,
            Time = time.GetUtcNow(),
            Boot = now.Boot,
            Uptime = now.Uptime.TotalSeconds,
        };
        journal.Append(say?.Invoke(record) ?? record);
        return journal.History.Rotations.Last(told => told.Name == rotation);
    }
}
