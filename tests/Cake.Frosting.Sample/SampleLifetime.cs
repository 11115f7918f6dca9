using Cake.Common;
using Cake.Core;

namespace Cake.Frosting.Sample;

public sealed class SampleLifetime : FrostingLifetime<SampleContext>
{
    public override void Setup(SampleContext context, ISetupContext info)
    {
        context.Colour = context.Argument("colour", "none");
        SampleBaseContext.Say($"setup before {info.TargetTask.Name}");
    }

    public override void Teardown(SampleContext context, ITeardownContext info) =>
        SampleBaseContext.Say(
            $"teardown successful={info.Successful} exception={info.ThrownException?.Message ?? "none"}"
        );
}

public sealed class SampleTaskTeardown : FrostingTaskTeardown<SampleContext>
{
    public override void Teardown(SampleContext context, ITaskTeardownContext info) =>
        SampleBaseContext.Say($"after {info.Task.Name} skipped={info.Skipped} successful={info.Successful}");
}
