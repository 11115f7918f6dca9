using System.Reflection;

namespace Cake.Frosting.Internal;

/// <summary>Finds a build program's tasks and reads their names and dependencies.</summary>
internal static class TaskDiscovery
{
    /// <summary>The public, concrete task types of some assemblies. Others are silently left out, as in the official package.</summary>
    public static IEnumerable<Type> FindTasks(IEnumerable<Assembly> assemblies) =>
        assemblies
            .Distinct()
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type =>
                type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && IsTask(type)
            );

    /// <summary>The name by which a task is asked for: its attribute's, else its type's.</summary>
    public static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    /// <summary>The names of the tasks that run before one.</summary>
    /// <exception cref="FrostingException">A dependency is not a task.</exception>
    public static IEnumerable<string> DependenciesOf(Type task) =>
        task.GetCustomAttributes<IsDependentOnAttribute>().Select(dependency => CheckedName(task, dependency.Task));

    /// <summary>The names of the tasks that run after one.</summary>
    /// <exception cref="FrostingException">A dependee is not a task.</exception>
    public static IEnumerable<string> DependeesOf(Type task) =>
        task.GetCustomAttributes<IsDependeeOfAttribute>().Select(dependee => CheckedName(task, dependee.Task));

    private static string CheckedName(Type task, Type other) =>
        IsTask(other)
            ? NameOf(other)
            : throw new FrostingException(
                $"The task '{NameOf(task)}' names {other.FullName} as a dependency, but that type does not implement {nameof(IFrostingTask)}."
            );

    private static bool IsTask(Type type) => typeof(IFrostingTask).IsAssignableFrom(type);
}
