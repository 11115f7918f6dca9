namespace GreengrassTpm.Component;

/// <summary>Something in the component's configuration that an operator has to look at.</summary>
/// <param name="Key">The key path from the root of the configuration, for example <c>rotation.maxKeyAge</c>.</param>
/// <param name="Message">What is wrong with it, and what is allowed; lower case, no full stop.</param>
public sealed record ConfigurationProblem(string Key, string Message)
{
    /// <summary>The key and the message.</summary>
    public override string ToString() => $"{Key}: {Message}";
}
