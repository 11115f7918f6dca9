using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>The steps of one run, in order, with what each found. A dry run shows it; a real run walks it.</summary>
/// <typeparam name="TContext">What the steps share.</typeparam>
internal sealed class StepPlan<TContext>
{
    private readonly IReadOnlyList<(IStep<TContext> Step, StepLook Look)> _steps;
    private readonly TContext _context;

    private StepPlan(TContext context, IReadOnlyList<(IStep<TContext>, StepLook)> steps)
    {
        _context = context;
        _steps = steps;
    }

    /// <summary>Looks at the device. Changes nothing.</summary>
    /// <exception cref="CommandException">A step must not be done.</exception>
    internal static StepPlan<TContext> Make(TContext context, IEnumerable<IStep<TContext>> steps) =>
        new(context, [.. steps.Select(step => (step, step.Look(context)))]);

    /// <summary>Whether a step has found something to do.</summary>
    internal bool HasWork => _steps.Any(planned => !planned.Look.IsDone);

    /// <summary>Shows what would be done.</summary>
    internal IReadOnlyList<StepReport> Show(IOutput output)
    {
        List<StepReport> reports = [];
        foreach ((IStep<TContext> step, StepLook look) in _steps)
        {
            StepState state = look.IsDone ? StepState.Already : StepState.Planned;
            Finish(output, reports, new StepReport(step.Id, step.Title, state, look.Detail));
        }

        return reports;
    }

    /// <summary>Does what is missing. Each step looks again: the ones before it have changed the device.</summary>
    internal IReadOnlyList<StepReport> Walk(IOutput output)
    {
        List<StepReport> reports = [];
        foreach ((IStep<TContext> step, _) in _steps)
        {
            StepLook look = step.Look(_context);
            if (look.IsDone)
            {
                Finish(output, reports, new StepReport(step.Id, step.Title, StepState.Already, look.Detail));
                continue;
            }

            output.Begin(step.Title);
            string made = step.Act(_context);
            Finish(output, reports, new StepReport(step.Id, step.Title, StepState.Done, made));
        }

        return reports;
    }

    private static void Finish(IOutput output, List<StepReport> reports, StepReport report)
    {
        reports.Add(report);
        output.Finish(report);
    }
}
