namespace Cake.Frosting;

/// <summary>Runs this task before another one: the same as <see cref="IsDependentOnAttribute"/>, said from the other side.</summary>
/// <param name="type">The other task's type.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
#pragma warning disable CA1019 // The official package's property is called Task.
public sealed class IsDependeeOfAttribute(Type type) : Attribute
#pragma warning restore CA1019
{
    /// <summary>The type of the task that runs after.</summary>
    public Type Task { get; } = type;
}
