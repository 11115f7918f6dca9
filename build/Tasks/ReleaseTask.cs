using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Everything that a version goes through before devices can get it.</summary>
[TaskName("Release")]
[TaskDescription("Tests, starts arm64, builds twice, packages and publishes; Deploy then brings it to devices")]
[IsDependentOn(typeof(TestTask))]
[IsDependentOn(typeof(Arm64Task))]
[IsDependentOn(typeof(ReproduceTask))]
[IsDependentOn(typeof(PublishComponentTask))]
public sealed class ReleaseTask : FrostingTask<BuildContext>;
