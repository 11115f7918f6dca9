using System.Reflection;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>Registers a build program's tasks and lifetimes with Cake's engine.</summary>
/// <param name="engine">Cake's engine.</param>
/// <param name="context">The build's context.</param>
/// <param name="log">Where a task that cannot be registered is named.</param>
internal sealed class BuildRegistration(ICakeEngine engine, IFrostingContext context, ICakeLog log)
{
    private readonly Type contextType = context.GetType();

    /// <summary>Registers one task, unless it needs another context than the build's.</summary>
    /// <exception cref="CakeException">Another task has the same name.</exception>
    /// <exception cref="FrostingException">A dependency is not a task.</exception>
    public void AddTask(IFrostingTask task)
    {
        Type type = task.GetType();
        string name = TaskDiscovery.NameOf(type);
        if (!TaskMembers.Accepts(type, contextType))
        {
            log.Warning("The task '{0}' was left out: it needs another context than {1}.", name, contextType.Name);
            return;
        }

        CakeTaskBuilder builder = engine.RegisterTask(name);
        if (type.GetCustomAttribute<TaskDescriptionAttribute>() is { } description)
        {
            builder.Description(description.Description);
        }

        AddOrder(builder, type);
        AddBody(builder, task, type);
    }

    /// <summary>Registers what is called around the run and around every task.</summary>
    public void AddLifetimes(
        IFrostingSetup? setup,
        IFrostingTeardown? teardown,
        IFrostingTaskSetup? taskSetup,
        IFrostingTaskTeardown? taskTeardown
    )
    {
        if (setup is not null)
        {
            engine.RegisterSetupAction(info => setup.Setup(context, info));
        }

        if (teardown is not null)
        {
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        }

        if (taskSetup is not null)
        {
            engine.RegisterTaskSetupAction(info => taskSetup.Setup(context, info));
        }

        if (taskTeardown is not null)
        {
            engine.RegisterTaskTeardownAction(info => taskTeardown.Teardown(context, info));
        }
    }

    private static void AddOrder(CakeTaskBuilder builder, Type type)
    {
        foreach (string dependency in TaskDiscovery.DependenciesOf(type))
        {
            builder.IsDependentOn(dependency);
        }

        foreach (string dependee in TaskDiscovery.DependeesOf(type))
        {
            builder.IsDependeeOf(dependee);
        }
    }

    private void AddBody(CakeTaskBuilder builder, IFrostingTask task, Type type)
    {
        if (
            TaskMembers.Overrides(type, nameof(FrostingTask.Run), contextType)
            && TaskMembers.Overrides(type, nameof(IFrostingTask.RunAsync), contextType)
        )
        {
            builder.Does(_ => task.RunAsync(context));
        }

        if (TaskMembers.Overrides(type, nameof(IFrostingTask.ShouldRun), contextType))
        {
            builder.WithCriteria(_ => task.ShouldRun(context), task.SkippedMessage);
        }

        if (type.IsDefined(typeof(ContinueOnErrorAttribute), inherit: false))
        {
            builder.ContinueOnError();
        }

        if (TaskMembers.Overrides(type, nameof(IFrostingTask.OnError), typeof(Exception), contextType))
        {
            builder.OnError((exception, _) => task.OnError(exception, context));
        }

        if (TaskMembers.Overrides(type, nameof(IFrostingTask.Finally), contextType))
        {
            builder.Finally(_ => task.Finally(context));
        }
    }
}
