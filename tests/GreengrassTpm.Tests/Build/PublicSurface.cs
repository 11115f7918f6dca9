using System.Reflection;

namespace GreengrassTpm.Tests.Build;

/// <summary>Writes a type's public surface as lines, close to C#. Parameter names and nullability are left out.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>A line for the type and one for each public constructor, property and method that it declares.</summary>
    public static IEnumerable<string> Of(Type type)
    {
        string name = Name(type);
        yield return $"{Kind(type)} {name}{Bases(type)}{Constraints(type.GetGenericArguments())}{Usage(type)}";
        foreach (ConstructorInfo constructor in Constructors(type))
        {
            yield return $"{name}: new({Parameters(constructor)})";
        }

        foreach (PropertyInfo property in type.GetProperties(Declared))
        {
            yield return $"{name}: {Name(property.PropertyType)} {property.Name} {{ {(property.CanWrite ? "get; set;" : "get;")} }}";
        }

        foreach (MethodInfo method in type.GetMethods(Declared).Where(method => !method.IsSpecialName))
        {
            yield return $"{name}: {Modifier(method)}{Name(method.ReturnType)} {MethodName(method)}({Parameters(method)})"
                + Constraints(method.GetGenericArguments());
        }
    }

    private static string Kind(Type type) =>
        type switch
        {
            { IsInterface: true } => "interface",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };

    private static string Modifier(MethodInfo method) =>
        method switch
        {
            { DeclaringType.IsInterface: true } => "",
            { IsStatic: true } => "static ",
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };

    /// <summary>An abstract class' constructor is nobody's business: deriving calls it without arguments.</summary>
    private static ConstructorInfo[] Constructors(Type type) => type.IsAbstract ? [] : type.GetConstructors();

    private static string Bases(Type type)
    {
        IEnumerable<Type> interfaces = type.GetInterfaces();
        if (type.BaseType is { } inherited)
        {
            interfaces = interfaces.Except(inherited.GetInterfaces());
        }

        interfaces = interfaces.Except(interfaces.SelectMany(implemented => implemented.GetInterfaces()).ToArray());
        string[] bases =
        [
            .. new[] { type.BaseType }.OfType<Type>().Where(inherited => inherited != typeof(object)).Select(Name),
            .. interfaces.Select(Name).Order(StringComparer.Ordinal),
        ];
        return bases.Length == 0 ? "" : " : " + string.Join(", ", bases);
    }

    private static string Usage(Type type) =>
        type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage
            ? $" [on {usage.ValidOn}, multiple={usage.AllowMultiple}, inherited={usage.Inherited}]"
            : "";

    private static string Constraints(Type[] parameters) =>
        string.Concat(
            parameters
                .Where(parameter => parameter.IsGenericParameter)
                .Select(parameter => (parameter.Name, Words: ConstraintWords(parameter)))
                .Where(parameter => parameter.Words.Length > 0)
                .Select(parameter => $" where {parameter.Name} : {string.Join(", ", parameter.Words)}")
        );

    private static string[] ConstraintWords(Type parameter)
    {
        GenericParameterAttributes attributes = parameter.GenericParameterAttributes;
        return
        [
            .. attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)
                ? ["class"]
                : Array.Empty<string>(),
            .. parameter.GetGenericParameterConstraints().Select(Name),
            .. attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)
                ? ["new()"]
                : Array.Empty<string>(),
        ];
    }

    private static string MethodName(MethodInfo method) =>
        method.IsGenericMethod
            ? $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(Name))}>"
            : method.Name;

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)));

    private static string Name(Type type) =>
        type switch
        {
            _ when type == typeof(void) => "void",
            _ when type == typeof(string) => "string",
            _ when type == typeof(int) => "int",
            _ when type == typeof(bool) => "bool",
            { IsGenericType: true } =>
                $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
            _ => type.Name,
        };
}
