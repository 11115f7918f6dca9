namespace Cake.Frosting;

/// <summary>Runs another task before this one.</summary>
/// <param name="type">The other task's type.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
#pragma warning disable CA1019 // The official package's property is called Task.
public sealed class IsDependentOnAttribute(Type type) : Attribute
#pragma warning restore CA1019
{
    /// <summary>The type of the task that runs before.</summary>
    public Type Task { get; } = type;
}
