using System.Reflection;

namespace GreengrassTpm.Tests.AmazonIoT;

/// <summary>Describes the public surface of an assembly, one line a member, in a form that does not depend on order.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().SelectMany(Lines).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Lines(Type type)
    {
        var bases = type.BaseType is { } parent && parent != typeof(object) ? $" : {Name(parent)}" : "";
        yield return $"{type.FullName}{bases}";
        foreach (var member in type.GetMembers(Declared))
        {
            if (Line(member) is { } line)
            {
                yield return $"{type.FullName}.{line}";
            }
        }
    }

    private static string? Line(MemberInfo member) =>
        member switch
        {
            ConstructorInfo constructor => $"ctor({Parameters(constructor)})",
            PropertyInfo property => $"{property.Name} {{ {Accessors(property)}}} {Name(property.PropertyType)}",
            FieldInfo field => $"{field.Name} {Name(field.FieldType)}",
            MethodInfo { IsSpecialName: true, Name: not "op_Implicit" } => null,
            MethodInfo method => $"{method.Name}({Parameters(method)}) {Name(method.ReturnType)}",
            _ => null,
        };

    private static string Accessors(PropertyInfo property) =>
        (property.GetMethod?.IsPublic is true ? "get; " : "") + (property.SetMethod?.IsPublic is true ? "set; " : "");

    private static string Parameters(MethodBase method) =>
        string.Join(
            ", ",
            method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}")
        );

    private static string Name(Type type) =>
        type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;
}
