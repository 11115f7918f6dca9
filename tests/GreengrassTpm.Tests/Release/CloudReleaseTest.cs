using Amazon.Runtime;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Release;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Release;

/// <summary>A test with a cloud of its own, a package of small files, and what was told to the user.</summary>
public abstract class CloudReleaseTest : IAsyncLifetime
{
    protected const string Component = "com.greengrasstpm.CredentialRotator";

    private readonly PrivateFolder _folder = PrivateFolder.Create();
    private readonly List<string> _told = [];

    protected LocalCloudServer Cloud { get; private set; } = null!;

    protected string Told => string.Join('\n', _told);

    protected string PackageFolder => _folder.File("package");

    protected static GdkConfiguration Configuration => ReleaseSamples.Configuration;

    protected string BucketName => Configuration.BucketOf(Cloud.Account.Region, Cloud.Account.Id);

    public async Task InitializeAsync() => Cloud = await LocalCloudServer.StartAsync();

    public async Task DisposeAsync()
    {
        await Cloud.DisposeAsync();
        _folder.Dispose();
    }

    protected string File(string name) => _folder.File(name);

    protected ComponentPackage Package(string? version = null) =>
        ComponentPackage.Make(
            PackageFolder,
            ReleaseSamples.Template,
            Configuration with
            {
                Version = version ?? Configuration.Version,
            },
            ReleaseSamples.Publish(_folder.Path),
            _ => "{}"
        );

    protected AwsSession Session(AWSCredentials? credentials = null, string? region = null) =>
        new(
            region ?? Cloud.Account.Region,
            credentials ?? new BasicAWSCredentials(Cloud.AccessKeyId, Cloud.SecretAccessKey),
            Cloud.ControlEndpoint
        );

    protected async Task<PublishPlan> PlanAsync(
        ComponentPackage package,
        AwsSession? session = null,
        string? account = null
    )
    {
        using var opened = session ?? Session();
        return await new ComponentPublisher(opened, Quick, _told.Add).PlanAsync(
            package,
            Configuration,
            account,
            default
        );
    }

    protected async Task<PublishPlan> PublishAsync(ComponentPackage package)
    {
        using var session = Session();
        var publisher = new ComponentPublisher(session, Quick, _told.Add);
        var plan = await publisher.PlanAsync(package, Configuration, null, default);
        await publisher.PublishAsync(plan, default);
        return plan;
    }

    protected async Task<DeploymentPlan> DeployAsync(
        DeploymentTarget target,
        DeploymentChange change,
        Pace? pace = null
    )
    {
        using var session = Session();
        var deployer = new ComponentDeployer(session, pace ?? Quick, _told.Add);
        var plan = await deployer.PlanAsync(Component, target, change, null, default);
        await deployer.DeployAsync(plan, default);
        return plan;
    }

    /// <summary>The local cloud makes progress each time it is asked.</summary>
    protected static Pace Quick => new(TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeProvider.System);

    protected static async Task<string> RefusalAsync(Func<Task> action) =>
        (await Assert.ThrowsAsync<ReleaseException>(action)).Message;
}
