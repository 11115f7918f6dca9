namespace GreengrassTpm.Bootstrap;

/// <summary>Destroys our objects on a token that stays. Where the store goes as a whole, they go with it, and no PIN is used.</summary>
/// <param name="token">The token.</param>
internal sealed class ObjectRemovalStep(TeardownToken token) : IStep<TeardownContext>
{
    public string Id => "objects";

    public string Title => "destroy key and certificate on the token";

    public StepLook Look(TeardownContext context)
    {
        if (!context.TokenStays)
        {
            return StepLook.Done("they go with the store");
        }

        string[] there = [.. token.Objects().Select(item => $"{item.Identity} labelled {item.Label}")];
        return there.Length == 0 ? StepLook.Done("none") : StepLook.Missing(string.Join(", ", there));
    }

    public string Act(TeardownContext context)
    {
        string there = string.Join(", ", token.Objects().Select(item => $"{item.Identity}"));
        token.Destroy();
        return there;
    }
}
