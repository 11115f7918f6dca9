using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// One step of a command. It looks whether its effect is there, and if not, records what it is about to do and does it; so it can be
/// killed anywhere and repeated any number of times.
/// </summary>
/// <typeparam name="TContext">What the steps of the command share.</typeparam>
internal interface IStep<TContext>
{
    /// <summary>Its name for programs.</summary>
    string Id { get; }

    /// <summary>What it does, for people.</summary>
    string Title { get; }

    /// <summary>Looks whether there is something to do. Changes nothing.</summary>
    /// <exception cref="CommandException">What is there is not ours or contradicts what is wanted: nothing may be done.</exception>
    StepLook Look(TContext context);

    /// <summary>Records, then does what <see cref="Look"/> found missing.</summary>
    /// <returns>What was made, in words.</returns>
    string Act(TContext context);
}

/// <summary>What a step found.</summary>
/// <param name="IsDone">Whether its effect is there.</param>
/// <param name="Detail">What is there, or what would be done.</param>
internal sealed record StepLook(bool IsDone, string Detail)
{
    internal static StepLook Done(string detail) => new(true, detail);

    internal static StepLook Missing(string detail) => new(false, detail);
}
