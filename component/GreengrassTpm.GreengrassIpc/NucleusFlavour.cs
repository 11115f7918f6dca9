namespace GreengrassTpm.GreengrassIpc;

/// <summary>The two programs that implement Greengrass v2 on a device.</summary>
public enum NucleusFlavour
{
    /// <summary>aws.greengrass.Nucleus, in Java. Frames up to 24 MiB.</summary>
    Classic,

    /// <summary>aws.greengrass.NucleusLite, in C. Frames up to 10 000 bytes.</summary>
    Lite,
}
