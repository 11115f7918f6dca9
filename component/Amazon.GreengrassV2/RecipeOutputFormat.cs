using Amazon.Runtime;

namespace Amazon.GreengrassV2;

/// <summary>Format that a recipe is wanted in.</summary>
public class RecipeOutputFormat : ConstantClass
{
    /// <summary>JSON.</summary>
    public static readonly RecipeOutputFormat JSON = new("JSON");

    /// <summary>YAML.</summary>
    public static readonly RecipeOutputFormat YAML = new("YAML");

    /// <summary>A value by its text on the wire; also one that is not among the constants.</summary>
    public RecipeOutputFormat(string value)
        : base(value) { }

    /// <summary>The constant of that text, whatever its case, or a new value; null for null.</summary>
    public static RecipeOutputFormat FindValue(string value) => FindValue<RecipeOutputFormat>(value);

    /// <inheritdoc cref="FindValue(string)"/>
    public static implicit operator RecipeOutputFormat(string value) => FindValue(value);
}
