using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.FakeNucleus;

/// <summary>
/// The device's key and certificate, found by label. Classic takes them at its start and keeps them to its end, whatever
/// becomes of the token meanwhile; lite takes them afresh for every connection.
/// </summary>
internal sealed class DeviceIdentity(DeviceSettings settings, Flavour flavour) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private OpenCredential? _held;

    /// <summary>Why there is no credential; null while there is one. The nucleus then goes on offline.</summary>
    public string? Failure { get; private set; }

    /// <summary>What happens at the nucleus' start.</summary>
    public void Load()
    {
        try
        {
            _held = flavour == Flavour.Classic ? OpenCredential.Open(settings, likeClassic: true) : null;
        }
        catch (Exception error) when (IsUnusable(error))
        {
            Failure = error.Message;
        }
    }

    /// <summary>Has something make its connections with the credential.</summary>
    /// <exception cref="IOException">There is no usable credential.</exception>
    public async Task<T> UseAsync<T>(Func<OpenSslTokenKey, Task<T>> connect)
    {
        if (flavour == Flavour.Classic)
        {
            return await connect(_held?.Key ?? throw new IOException(Failure));
        }

        // A module is open once in a process; lite's daemons are processes of their own.
        await _oneAtATime.WaitAsync();
        try
        {
            using OpenCredential credential = OpenCredential.Open(settings, likeClassic: false);
            Failure = null;
            return await connect(credential.Key);
        }
        catch (Exception error) when (IsUnusable(error))
        {
            Failure = error.Message;
            throw new IOException(error.Message, error);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static bool IsUnusable(Exception error) =>
        error is TokenException or NotSupportedException or InvalidDataException;

    public void Dispose()
    {
        _held?.Dispose();
        _oneAtATime.Dispose();
    }
}
