namespace GreengrassTpm.Verification;

/// <summary>
/// One question to a device. A check decides on facts alone: it opens no file, no token and no connection, so that it can
/// be tested against prepared facts.
/// </summary>
/// <param name="Id">Its name in reports and documents, for example <c>token.login</c>; never changes its meaning.</param>
/// <param name="Title">What is as it should be, in a few words.</param>
/// <param name="IsEssential">Whether a device that fails it is unfit.</param>
/// <param name="Examine">The decision.</param>
public sealed record Check(string Id, string Title, bool IsEssential, Func<DeviceFacts, Finding> Examine);

/// <summary>What became of one check.</summary>
/// <param name="Check">The check.</param>
/// <param name="Finding">What it found.</param>
public sealed record CheckResult(Check Check, Finding Finding);
