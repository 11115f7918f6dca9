namespace GreengrassTpm.Verification;

/// <summary>A file from which a nucleus takes the user PIN.</summary>
/// <param name="Flavour">Which nucleus.</param>
/// <param name="File">Its path.</param>
/// <param name="IsPinAlone">Whether it holds the PIN and nothing else, being the source that the configuration names.</param>
public sealed record NucleusPinFile(NucleusFlavour Flavour, string File, bool IsPinAlone);
