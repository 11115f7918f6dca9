namespace GreengrassTpm.Credentials;

/// <summary>Another process holds the lock.</summary>
public sealed class LockHeldException : IOException
{
    /// <summary>Names the lock and its holder.</summary>
    /// <param name="path">The lock file.</param>
    /// <param name="holder">The holder's process id, or <see langword="null"/> if it has not written it yet.</param>
    public LockHeldException(string path, int? holder)
        : base($"{path} is locked by {(holder is null ? "another process" : $"process {holder}")}")
    {
        Path = path;
        Holder = holder;
    }

    /// <summary>The lock file.</summary>
    public string Path { get; }

    /// <summary>The holder's process id, or <see langword="null"/> if unknown.</summary>
    public int? Holder { get; }
}
