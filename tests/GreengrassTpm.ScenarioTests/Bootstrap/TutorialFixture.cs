using GreengrassTpm.Testing;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>A chip on which the tutorial was followed once. Each test gets what it has left, as a device of its own.</summary>
public sealed class TutorialFixture : IDisposable
{
    private readonly SoftwareTpmFixture _shared = new();
    private readonly Device _made;

    public TutorialFixture()
    {
        _made = new Device(Tpm);
        TutorialDevice.Make(_made, Tpm, Authority);
    }

    public SoftwareTpm Tpm => _shared.Tpm;

    public TestAuthority Authority => _shared.Authority;

    public void Dispose()
    {
        _made.Dispose();
        _shared.Dispose();
    }

    /// <summary>A device that was set up by the tutorial.</summary>
    internal Device NewDevice()
    {
        Device device = new(Tpm);
        TutorialDevice.Copy(_made, device);
        return device;
    }

    /// <summary>The token as an independent reader reaches it, with the tutorial's PIN.</summary>
    internal static TokenAccess Access(Device device) =>
        new(SoftwareTpm.ModulePath, Tutorial.Token, Tutorial.Pin, device.ServiceEnvironment);
}
