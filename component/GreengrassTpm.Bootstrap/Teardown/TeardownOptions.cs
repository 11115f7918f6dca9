namespace GreengrassTpm.Bootstrap;

/// <summary>What the operator asked <c>teardown</c> for.</summary>
internal sealed record TeardownOptions
{
    /// <summary>The PKCS#11 module; null for the one that the token was made with.</summary>
    internal string? Module { get; init; }

    /// <summary>How the TPM is reached.</summary>
    internal string? Tcti { get; init; }

    /// <summary>Whether AWS IoT is left as it is.</summary>
    internal bool KeepCloud { get; init; }

    /// <summary>Whether the device is left as it is.</summary>
    internal bool KeepDevice { get; init; }

    /// <summary>Whether it is done although a process uses the token.</summary>
    internal bool WhileRunning { get; init; }

    /// <summary>Whether the store is given up: one of our own is deleted without a look into it, somebody else's may be missing.</summary>
    internal bool DiscardStore { get; init; }

    /// <summary>Whether the key and certificate that were adopted, and not made by this product, go too.</summary>
    internal bool AdoptedToo { get; init; }

    /// <summary>Whether only the plan is wanted.</summary>
    internal bool DryRun { get; init; }
}
