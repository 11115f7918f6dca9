using Cake.Common;
using Cake.Core;

namespace Cake.Frosting.Sample;

[TaskDescription("The first link of the chain")]
public sealed class FirstTask : FrostingTask<SampleBaseContext>
{
    public override void Run(SampleBaseContext context) => SampleBaseContext.Say("first");
}

[TaskName("Second")]
[IsDependentOn(typeof(FirstTask))]
public sealed class SecondTask : AsyncFrostingTask<SampleContext>
{
    public override async Task RunAsync(SampleContext context)
    {
        await Task.Yield();
        SampleBaseContext.Say($"second {context.Colour}");
    }

    public override void Finally(SampleContext context) => SampleBaseContext.Say("second, finally");
}

[TaskName("Third")]
[IsDependentOn(typeof(SecondTask))]
[IsDependentOn(typeof(FirstTask))]
public sealed class ThirdTask : FrostingTask
{
    public override void Run(ICakeContext context) => SampleBaseContext.Say("third");
}

[TaskName("Before-third")]
[IsDependeeOf(typeof(ThirdTask))]
public sealed class BeforeThirdTask : FrostingTask
{
    public override void Run(ICakeContext context) => SampleBaseContext.Say("before third");
}

[TaskName("Default")]
[IsDependentOn(typeof(ThirdTask))]
public sealed class DefaultTask : FrostingTask;

[TaskName("Never")]
public sealed class NeverTask : FrostingTask<SampleContext>, IFrostingTask
{
    public string SkippedMessage => "the criterion is false";

    public override bool ShouldRun(SampleContext context) => false;

    public override void Run(SampleContext context) => SampleBaseContext.Say("never");
}

[TaskName("After-never")]
[IsDependentOn(typeof(NeverTask))]
public sealed class AfterNeverTask : FrostingTask
{
    public override void Run(ICakeContext context) => SampleBaseContext.Say("after never");
}

[TaskName("Throws")]
public sealed class ThrowsTask : FrostingTask
{
    public override void Run(ICakeContext context) => throw new CakeException(7, "this task throws");
}

[TaskName("After-throws")]
[IsDependentOn(typeof(ThrowsTask))]
public sealed class AfterThrowsTask : FrostingTask
{
    public override void Run(ICakeContext context) => SampleBaseContext.Say("after throws");
}

[TaskName("Handles")]
public sealed class HandlesTask : FrostingTask
{
    public override void Run(ICakeContext context) => throw new InvalidOperationException("handled here");

    public override void OnError(Exception exception, ICakeContext context) =>
        SampleBaseContext.Say($"handled: {exception.Message}");
}

[TaskName("Goes-on")]
[ContinueOnError]
public sealed class GoesOnTask : FrostingTask
{
    public override void Run(ICakeContext context) => throw new InvalidOperationException("gone on");
}

[TaskName("Own-implementation")]
public sealed class OwnImplementationTask : IFrostingTask
{
    public Task RunAsync(ICakeContext context)
    {
        SampleBaseContext.Say($"flag={context.HasArgument("flag")} size={context.Argument("size", 1)}");
        return Task.CompletedTask;
    }

    public bool ShouldRun(ICakeContext context) => true;

    public void OnError(Exception exception, ICakeContext context) => throw exception;

    public void Finally(ICakeContext context) => SampleBaseContext.Say("own, finally");
}

[TaskName("Other-context")]
public sealed class OtherContextTask : FrostingTask<OtherContext>
{
    public override void Run(OtherContext context) => SampleBaseContext.Say("other context");
}

[TaskName("Internal")]
internal sealed class InternalTask : FrostingTask
{
    public override void Run(ICakeContext context) => SampleBaseContext.Say("internal");
}
