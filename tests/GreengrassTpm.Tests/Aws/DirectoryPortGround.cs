using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Tests.Aws;

/// <summary>
/// The device of <see cref="AwsPortGround"/> with a folder, in which somebody else signs its requests: whenever the device pauses,
/// so that nobody waits.
/// </summary>
internal sealed class DirectoryPortGround : AwsPortGround
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("issuer-");
    private bool _answers = true;

    public override RotationPorts Ports =>
        base.Ports with
        {
            Issuer = new DirectoryIssuer(
                _folder.FullName,
                TimeSpan.FromHours(1),
                TimeSpan.FromMinutes(1),
                new PausesClock(Sign)
            ),
        };

    /// <summary>The folder is on the device, and how whoever signs reaches the cloud is not the device's matter.</summary>
    public override bool IssuerNeedsNetwork => false;

    public override void GoOffline()
    {
        // The one who signs stays connected.
    }

    /// <summary>The certificate is registered, and does not come while the device waits.</summary>
    public override void LoseAnswer() => _answers = false;

    /// <summary>A folder refuses by not taking the request.</summary>
    public override void Refuse() => _folder.Delete(recursive: true);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Refresh();
        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
        }
    }

    /// <summary>Signs what lies there, once.</summary>
    private void Sign()
    {
        foreach (FileInfo request in _folder.GetFiles("*.csr"))
        {
            string pem = Fetch(async () => await Device.SignAsync(await File.ReadAllTextAsync(request.FullName)));
            request.MoveTo(request.FullName + ".done");
            if (_answers)
            {
                File.WriteAllText(request.FullName.Replace(".csr.done", ".pem", StringComparison.Ordinal), pem);
            }
        }
    }

    /// <summary>A clock on which pauses take no time, but for what happens in them.</summary>
    private sealed class PausesClock(Action pause) : TimeProvider
    {
        private long _passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _passed;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _passed += dueTime.Ticks;
            pause();
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
