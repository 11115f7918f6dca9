using System.Text.Json;
using System.Text.Json.Serialization;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>
/// Has nucleus lite take up a credential: its daemons open key and certificate with each connection, so they are restarted once
/// after a change. Components go on meanwhile, this one too, and so the restart is remembered durably. One that somebody else has
/// brought about is not noticed: it is made once more.
/// </summary>
/// <param name="record">The file that remembers the latest restart.</param>
/// <param name="boot">The clock that nobody sets.</param>
/// <param name="gate">Restarts the daemons when it is time.</param>
internal sealed class LiteActivator(string record, BootClock boot, ActivationGate gate) : ICredentialActivator
{
    /// <inheritdoc/>
    public BootTime? ActiveSince(BootTime changed)
    {
        BootTime now = boot.Now();
        return now.Boot != changed.Boot ? now with { Uptime = TimeSpan.Zero }
            : Read() is { } restarted && restarted.Boot == changed.Boot && restarted.Uptime > changed.Uptime ? restarted
            : null;
    }

    /// <inheritdoc/>
    public async Task<ActivationOutcome> ActivateAsync(CancellationToken cancellation)
    {
        BootTime begun = boot.Now();
        ActivationOutcome outcome = await gate.RestartAsync(cancellation);
        if (outcome == ActivationOutcome.Begun)
        {
            DaemonRestart restart = new(begun.Boot, begun.Uptime.TotalSeconds);
            AtomicFile.Write(
                record,
                JsonSerializer.SerializeToUtf8Bytes(restart, ActivationJson.Default.DaemonRestart)
            );
        }

        return outcome;
    }

    private BootTime? Read()
    {
        try
        {
            DaemonRestart? restart = JsonSerializer.Deserialize(
                File.ReadAllBytes(record),
                ActivationJson.Default.DaemonRestart
            );
            return restart is null ? null : new BootTime(restart.Boot, TimeSpan.FromSeconds(restart.Uptime));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            // Without it the daemons are restarted once more, which does no harm.
            return null;
        }
    }
}

/// <summary>The latest restart of nucleus lite's daemons.</summary>
/// <param name="Boot">The boot of the device.</param>
/// <param name="Uptime">Seconds since that boot.</param>
internal sealed record DaemonRestart(string Boot, double Uptime);

/// <summary>JSON of that record, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DaemonRestart))]
internal sealed partial class ActivationJson : JsonSerializerContext;
