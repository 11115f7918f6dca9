using System.Reflection;

namespace Cake.Frosting.Internal;

/// <summary>Looks at what a task class declares: the context it needs, and which members it overrides.</summary>
internal static class TaskMembers
{
    /// <summary>Whether the task can be given a context of this type.</summary>
    public static bool Accepts(Type task, Type context) =>
        BaseOf(task) is not { } taskBase || taskBase.GetGenericArguments()[0].IsAssignableFrom(context);

    /// <summary>
    /// Whether a member does more than the base class'. A class that implements the interface itself declares them all;
    /// a member that the base class does not have (Run or RunAsync, one of the two) stands in nobody's way.
    /// </summary>
    public static bool Overrides(Type task, string member, params Type[] parameters) =>
        BaseOf(task) is not { } taskBase
        || task.GetMethod(member, BindingFlags.Instance | BindingFlags.Public, parameters)?.DeclaringType != taskBase;

    /// <summary>The closed base class of this package that a task derives from, or null.</summary>
    private static Type? BaseOf(Type task)
    {
        for (Type? type = task.BaseType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && IsTaskBase(type.GetGenericTypeDefinition()))
            {
                return type;
            }
        }

        return null;
    }

    private static bool IsTaskBase(Type definition) =>
        definition == typeof(FrostingTask<>) || definition == typeof(AsyncFrostingTask<>);
}
