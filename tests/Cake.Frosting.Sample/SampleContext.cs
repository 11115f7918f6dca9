using Cake.Core;

namespace Cake.Frosting.Sample;

/// <summary>A context with a base of its own: a task may ask for either.</summary>
public abstract class SampleBaseContext(ICakeContext context) : FrostingContext(context)
{
    public static void Say(string line) => Console.WriteLine($"say: {line}");
}

public sealed class SampleContext(ICakeContext context) : SampleBaseContext(context)
{
    public string? Colour { get; set; }
}

/// <summary>A context that this program does not use.</summary>
public sealed class OtherContext(ICakeContext context) : FrostingContext(context);
