namespace GreengrassTpm.Tests.Credentials;

/// <summary>A contract of a port, with the device and the cloud that an implementation brings.</summary>
/// <param name="ground">Belongs to the contract from now on.</param>
public abstract class RotationPortContract(RotationPortGround ground) : IDisposable
{
    protected RotationPortGround Ground { get; } = ground;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Ground.Dispose();
}
