using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>What runs when no target is named.</summary>
[TaskName("Default")]
[TaskDescription("The same as Test")]
[IsDependentOn(typeof(TestTask))]
public sealed class DefaultTask : FrostingTask;
