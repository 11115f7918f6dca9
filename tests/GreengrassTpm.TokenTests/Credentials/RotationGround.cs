using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.Tests.Credentials;
using GreengrassTpm.TokenTests.Pkcs11;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>A device that can be rotated: a real token with a credential, an imagined cloud and nucleus, a journal.</summary>
internal sealed class RotationGround : IDisposable
{
    public const string Label = "greenkey";
    public const string Subject = "CN=thing-1";

    private readonly PrivateFolder _root = PrivateFolder.Create();

    public RotationGround(TokenGround token, KeyAlgorithm algorithm = KeyAlgorithm.EcP256)
    {
        Token = token;
        Token.Initialise();
        Folders = new DeviceFolders(_root.Path);
        Directory.CreateDirectory(Folders.State);
        Nucleus = new ImaginedNucleus(Clock, ActiveCertificate);
        Cloud = new ImaginedCloud(CanSign, () => Nucleus.InUse);
        FirstCertificate = Provision(algorithm);
        Nucleus.Start();
    }

    public TokenGround Token { get; }

    public DeviceFolders Folders { get; }

    public ManualBootClock Clock { get; } = new();

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public ImaginedNucleus Nucleus { get; }

    public ImaginedCloud Cloud { get; }

    /// <summary>The id of the certificate that the device was provisioned with.</summary>
    public string FirstCertificate { get; }

    /// <summary>How patient the engines are; both certificates stay valid for no time at all.</summary>
    public RotationSettings Settings { get; set; } = new() { RetireAfter = TimeSpan.Zero };

    /// <summary>The token as the engines are told of it: another module may stand in front of it.</summary>
    public TokenLocation? Location { get; set; }

    /// <summary>How often the PIN was read.</summary>
    public int PinsRead { get; private set; }

    /// <summary>Whether the file with the PIN holds another one.</summary>
    public bool PinIsWrong { get; set; }

    /// <summary>What happens before each sequence on the token; it may throw.</summary>
    public Action? OpeningToken { get; set; }

    public Rotation? Unfinished => ReadJournal().History.Unfinished;

    public Rotation Latest => ReadJournal().History.Rotations[^1];

    public Journal ReadJournal() => Journal.Open(Folders.Journal);

    public RotationEngine OpenEngine() => OpenEngine(Label);

    public RotationEngine OpenEngine(string label) =>
        RotationEngine.Open(
            Folders,
            new CredentialToken(Location ?? Token.Location, OpenPin, label),
            new RotationPorts(Cloud, Cloud, Cloud, Cloud, Nucleus),
            Settings,
            Clock,
            Time
        );

    public Task<RecoveryResult> RecoverAsync() =>
        RotationRecovery.RunAsync(Folders, Location ?? Token.Location, OpenPin, Clock, TimeProvider.System);

    /// <summary>Begins a rotation and makes no step of it yet.</summary>
    public async Task<RotationEngine> BeginAsync()
    {
        var engine = OpenEngine();
        await engine.BeginAsync(new RotationOrder("test"), CancellationToken.None);
        return engine;
    }

    /// <summary>Begins a rotation and makes steps until it has reached a state.</summary>
    public async Task<RotationEngine> BeginAsync(RotationState state)
    {
        var engine = await BeginAsync();
        await ReachAsync(engine, state);
        return engine;
    }

    /// <summary>Goes on until something is waited for.</summary>
    public static async Task<RotationStep> PauseAsync(RotationEngine engine)
    {
        var step = await engine.AdvanceAsync(CancellationToken.None);
        return step.Progress == RotationProgress.Continue ? await PauseAsync(engine) : step;
    }

    /// <summary>Begins a rotation and goes on until it has ended or nobody but a person can help.</summary>
    public async Task<RotationStep> RotateAsync(RotationOrder? order = null)
    {
        using var engine = OpenEngine();
        var step = await engine.BeginAsync(order ?? new RotationOrder("test"), CancellationToken.None);
        return step.Progress == RotationProgress.Continue ? await FinishAsync(engine) : step;
    }

    /// <summary>Goes on with a new engine, as after a restart of the program.</summary>
    public async Task<RotationStep> FinishAsync()
    {
        using var engine = OpenEngine();
        return await FinishAsync(engine);
    }

    /// <summary>Goes on; time passes as fast as the engine wishes it to.</summary>
    public async Task<RotationStep> FinishAsync(RotationEngine engine, int mostSteps = 100)
    {
        for (var count = 0; count < mostSteps; count++)
        {
            var step = await engine.AdvanceAsync(CancellationToken.None);
            if (step.Progress is RotationProgress.Ended or RotationProgress.Blocked)
            {
                return step;
            }

            Pass(step.Delay);
        }

        throw new InvalidOperationException("the rotation does not come to an end");
    }

    /// <summary>Makes steps until the rotation has reached a state.</summary>
    public async Task<RotationStep> ReachAsync(RotationEngine engine, RotationState state)
    {
        var step = new RotationStep(RotationProgress.Continue, "");
        for (var count = 0; engine.History.Rotations[^1].State != state; count++)
        {
            Assert.True(count < 100, $"{state} is not reached: {step.Reason}");
            step = await engine.AdvanceAsync(CancellationToken.None);
            Pass(step.Delay);
        }

        return step;
    }

    /// <summary>Lets time pass: a step takes some, too.</summary>
    public void Pass(TimeSpan time)
    {
        time += TimeSpan.FromMilliseconds(1);
        Clock.Advance(time);
        Time.Advance(time);
    }

    /// <summary>What a nucleus finds when it starts now: the id of the one certificate under the label, or null.</summary>
    public string? ActiveCertificate()
    {
        try
        {
            return ActiveCredential
                .Of(TokenGround.Label, Token.ReadContents(), Label, loggedIn: true)
                .Certificate.Identity.Digest;
        }
        catch (CredentialUnusableException)
        {
            return null;
        }
    }

    /// <summary>All objects in words, in a fixed order.</summary>
    public IReadOnlyList<string> Places() =>
        [
            .. Token
                .ReadContents()
                .Objects.Select(found => $"{found.Label} {found.Class} {found.Identity.Digest} {found.IdHex}")
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The one thing that has to hold whatever has happened: a whole credential under the label, taken by the cloud.</summary>
    public void AssertActiveWorks()
    {
        var active = ActiveCertificate();
        Assert.NotNull(active);
        Assert.True(Cloud.Certificates[active].Works, "the cloud does not take the active certificate");
        using var signed = SignWith(active);
    }

    /// <summary>Besides, nothing is left of any other one, but for certificates without rights whose answers were lost.</summary>
    public void AssertOneWorkingCredential()
    {
        AssertActiveWorks();
        Assert.Equal(3, Token.ReadContents().Objects.Count);
        Assert.Equal(ActiveCertificate(), Assert.Single(Cloud.Certificates, pair => pair.Value.Works).Key);
    }

    /// <summary>Makes a key pair that no rotation has made.</summary>
    public void MakeForeign(string label)
    {
        var id = RandomNumberGenerator.GetBytes(16);
        Token.Write(token => token.GenerateKeyPair(KeyAlgorithm.EcP256, label, id));
    }

    /// <summary>Stores a certificate of the active key that no rotation has made.</summary>
    public void StoreForeign(string label)
    {
        var active = Token.ReadContents().WithLabel(TokenObjectClass.PublicKey, Label).Single();
        var key = PublicKey.CreateFromSubjectPublicKeyInfo(active.Content.Span, out _);
        using var certificate = Cloud.Authority.Issue(key, Subject);
        Token.Write(token => token.StoreCertificate(certificate.RawData, label, RandomNumberGenerator.GetBytes(16)));
    }

    public Pin OpenPin()
    {
        OpeningToken?.Invoke();
        PinsRead++;
        return PinIsWrong ? Pin.FromUtf8("not-the-pin"u8) : TokenGround.OpenPin();
    }

    public void Dispose()
    {
        Cloud.Dispose();
        Token.Dispose();
        _root.Dispose();
    }

    private string Provision(KeyAlgorithm algorithm)
    {
        var id = RandomNumberGenerator.GetBytes(16);
        var key = Token.Write(token => token.GenerateKeyPair(algorithm, Label, id));
        var publicKey = PublicKey.CreateFromSubjectPublicKeyInfo(key.Content.Span, out _);
        using var certificate = Cloud.Authority.Issue(publicKey, Subject);
        Cloud.Register(certificate);
        return Token.Write(token => token.StoreCertificate(certificate.RawData, Label, id)).Digest;
    }

    private bool CanSign(CredentialReference credential)
    {
        try
        {
            using var signed = SignWith(credential.CertificateId);
            return true;
        }
        catch (CredentialUnusableException)
        {
            return false;
        }
    }

    private TokenTlsKey SignWith(string certificate)
    {
        using var pin = TokenGround.OpenPin();
        return TokenTlsKey.Open(Token.Location, pin, new ObjectIdentity(TokenObjectClass.Certificate, certificate));
    }
}
