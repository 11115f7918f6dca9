using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Aws;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>
/// The device under one configuration: where its credential is, what examines it, and what rotates it. It holds the device's
/// run lock. A new configuration makes a new session.
/// </summary>
internal sealed class DeviceSession : IDisposable
{
    // The nucleus keeps an error of the token exchange for up to 300 s; an earlier try would be told the same.
    private static readonly TimeSpan LongestConfirmationPause = TimeSpan.FromSeconds(310);
    private static readonly TimeSpan LongestActivationPause = TimeSpan.FromMinutes(1);

    private readonly Pin _pin;
    private readonly CredentialPlace _place;
    private readonly NucleusSettings _nucleus;
    private readonly RotationEngine _engine;
    private readonly RotationSafety _safety;
    private readonly CommandException? _obstacle;
    private RenewalFacts? _facts;
    private string? _certificateId;

    private DeviceSession(
        ComponentConfiguration configuration,
        CredentialPlace place,
        NucleusSettings nucleus,
        Pin pin,
        RotationEngine engine,
        RotationSafety safety,
        CommandException? obstacle,
        DeviceVerification verification
    )
    {
        _safety = safety;
        _obstacle = obstacle;
        Verification = verification;
        Configuration = configuration;
        _place = place;
        _nucleus = nucleus;
        _pin = pin;
        _engine = engine;
    }

    /// <summary>The configuration.</summary>
    internal ComponentConfiguration Configuration { get; private set; }

    /// <summary>Examines the device.</summary>
    internal DeviceVerification Verification { get; }

    /// <summary>All rotations of this device.</summary>
    internal RotationHistory History => _engine.History;

    /// <summary>Since when the credential's age counts; null where it cannot be read.</summary>
    internal DateTimeOffset? ActiveSince => History.ActiveSince ?? (_facts ??= ReadFacts())?.NotBefore;

    /// <summary>Whether recovery runs before each start of the nucleus.</summary>
    internal bool HasRecovery => _safety.Recovery.IsInPlace;

    /// <summary>The certificate in use, in lower-case hexadecimal; null where it cannot be read.</summary>
    internal string? CertificateId => (_facts ??= ReadFacts()) is null ? null : _certificateId;

    /// <summary>Puts the parts together. The PIN becomes the session's, also where this fails.</summary>
    /// <param name="configuration">The component's configuration.</param>
    /// <param name="place">Where the credential is.</param>
    /// <param name="nucleus">The nucleus' configuration.</param>
    /// <param name="pin">The user PIN.</param>
    /// <param name="folders">The device's places.</param>
    /// <param name="environment">What the nucleus has told this process.</param>
    /// <param name="ports">Makes the world beyond the token.</param>
    /// <param name="safety">What stands behind a rotation.</param>
    /// <param name="obstacle">Why no rotation may begin; null where one may.</param>
    /// <exception cref="CommandException">The nucleus' configuration lacks something.</exception>
    /// <exception cref="LockHeldException">Another program of this product is at work.</exception>
    internal static DeviceSession Open(
        ComponentConfiguration configuration,
        CredentialPlace place,
        NucleusSettings nucleus,
        Pin pin,
        DeviceFolders folders,
        NucleusEnvironment environment,
        NucleusPorts ports,
        RotationSafety safety,
        CommandException? obstacle
    )
    {
        try
        {
            AwsSettings aws = CloudSettings.Of(nucleus, configuration);
            OpenDeviceKey open = new TokenDeviceKeys(place.Location, pin).Open;
            CredentialToken token = new(place.Location, () => Pin.FromUtf8(pin.Reveal()), place.Label);
            RotationEngine engine = RotationEngine.Open(
                folders,
                token,
                ports.Of(aws, open, configuration.Issuer),
                SettingsOf(configuration)
            );
            DeviceVerification verification = new(place, nucleus, configuration, folders, environment, pin);
            return new DeviceSession(configuration, place, nucleus, pin, engine, safety, obstacle, verification);
        }
        catch
        {
            pin.Dispose();
            throw;
        }
    }

    /// <summary>Takes a configuration that needs no other session: another request, and nothing else.</summary>
    /// <returns>False where it needs one.</returns>
    internal bool TryTake(ComponentConfiguration configuration)
    {
        bool isSame =
            configuration.RestartCommand.SequenceEqual(Configuration.RestartCommand)
            && configuration
                == Configuration with
                {
                    RequestId = configuration.RequestId,
                    RestartCommand = configuration.RestartCommand,
                };
        Configuration = isSame ? configuration : Configuration;
        return isSame;
    }

    /// <summary>What the policy makes of a demand now; null where the certificate in use cannot be read.</summary>
    internal RenewalDecision? Decide(RotationDemand demand, DateTimeOffset now)
    {
        _facts ??= ReadFacts();
        return _facts is null
            ? null
            : RenewalDecision.Make(
                _facts with
                {
                    ActiveSince = History.ActiveSince ?? _facts.NotBefore,
                    LatestRotation = History.LatestBegan,
                    RollbacksInARow = History.RollbacksInARow,
                    RotationUnfinished = History.Unfinished is not null,
                    Request = demand.Request,
                },
                Configuration.Renewal,
                now,
                TimeZoneInfo.Local
            );
    }

    /// <summary>Begins a rotation.</summary>
    internal async Task<RotationStep> BeginAsync(RotationDemand demand, CancellationToken cancellation)
    {
        if (_obstacle is not null)
        {
            return new RotationStep(RotationProgress.Blocked, _obstacle.Message, Hint: _obstacle.Hint);
        }

        if ((_facts ??= ReadFacts()) is { } facts && TimeProvider.System.GetUtcNow() < facts.NotBefore)
        {
            // No server would be trusted, and the rotation would be abandoned for it.
            return new RotationStep(
                RotationProgress.Wait,
                $"the device's clock is wrong: it is before {facts.NotBefore:u}, when the certificate in use was issued",
                SettingsOf(Configuration).ActivateEvery,
                Hint: "set the clock; the rotation then begins"
            );
        }

        await _safety.Recovery.PrepareAsync(_pin, cancellation);
        return await _engine.BeginAsync(
            new RotationOrder(demand.Trigger, Configuration.Mode, Configuration.KeyAlgorithm),
            cancellation
        );
    }

    /// <summary>Has the timer behind the switch agree with the journal.</summary>
    internal Task FollowAsync(CancellationToken cancellation) =>
        _safety.Revival.FollowAsync(History.Unfinished?.State, cancellation);

    /// <summary>Makes the next step of the rotation that is under way.</summary>
    internal async Task<RotationStep> AdvanceAsync(CancellationToken cancellation)
    {
        RotationState? before = History.Unfinished?.State;
        await FollowAsync(cancellation);
        RotationStep step = await _engine.AdvanceAsync(cancellation);
        await FollowAsync(cancellation);
        if (History.Unfinished?.State != before)
        {
            // A switch changes which certificate is in use, and the end of a rotation when the next is due.
            _facts = null;
        }

        return step;
    }

    /// <summary>Makes the writes that are half made, if there are any: local, and never given up.</summary>
    internal async Task FinishWritesAsync()
    {
        while (_engine.IsExchanging)
        {
            RotationStep step = await _engine.AdvanceAsync(CancellationToken.None);
            if (step.Progress != RotationProgress.Continue)
            {
                return;
            }
        }
    }

    /// <summary>Gives the lock back and wipes the PIN.</summary>
    public void Dispose()
    {
        _engine.Dispose();
        _pin.Dispose();
    }

    private static RotationSettings SettingsOf(ComponentConfiguration configuration)
    {
        RotationSettings settings = new();
        TimeSpan half = configuration.ConfirmWithin / 2;
        return settings with
        {
            ConfirmWithin = configuration.ConfirmWithin,
            ConfirmEvery = half < LongestConfirmationPause ? half : LongestConfirmationPause,
            ActivateEvery = half < LongestActivationPause ? half : LongestActivationPause,
            RetireAfter = configuration.RetireAfter,
        };
    }

    private RenewalFacts? ReadFacts()
    {
        try
        {
            using X509Certificate2 certificate = ActiveCertificate.Read(_place.Location, _place.Label);
            _certificateId = Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));
            return DeviceRenewal.Facts(_nucleus.ThingName, History, certificate);
        }
        catch (Exception error) when (error is TokenException or CommandException)
        {
            // What is wrong with the token, the examination tells.
            return null;
        }
    }
}
