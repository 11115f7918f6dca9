namespace Cake.Frosting.Internal;

/// <summary>A value of Cake's configuration that the build program sets.</summary>
/// <param name="Key">The setting's name.</param>
/// <param name="Value">Its value.</param>
internal sealed record CakeSetting(string Key, string Value);
