namespace Cake.Frosting;

/// <summary>The name by which a task is asked for; without it, the name of its type.</summary>
/// <param name="name">The name; case does not matter.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
