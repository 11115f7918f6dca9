using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>The steps of one run, in order, with what each found. A dry run shows it; a real run walks it.</summary>
internal sealed class ProvisioningPlan
{
    private readonly IReadOnlyList<(IProvisioningStep Step, StepLook Look)> _steps;
    private readonly ProvisioningContext _context;

    private ProvisioningPlan(ProvisioningContext context, IReadOnlyList<(IProvisioningStep, StepLook)> steps)
    {
        _context = context;
        _steps = steps;
    }

    /// <summary>Looks at the device. Changes nothing.</summary>
    /// <exception cref="CommandException">A step must not be done.</exception>
    internal static ProvisioningPlan Make(ProvisioningContext context, IEnumerable<IProvisioningStep> steps) =>
        new(context, [.. steps.Select(step => (step, step.Look(context)))]);

    /// <summary>Shows what would be done.</summary>
    internal IReadOnlyList<StepReport> Show(IOutput output)
    {
        List<StepReport> reports = [];
        foreach ((IProvisioningStep step, StepLook look) in _steps)
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
        foreach ((IProvisioningStep step, _) in _steps)
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
