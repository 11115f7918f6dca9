namespace GreengrassTpm.LocalCloud;

/// <summary>A policy of the registry, with one version.</summary>
/// <param name="Name">Name.</param>
/// <param name="Text">The document as it was sent.</param>
/// <param name="Document">The document, parsed.</param>
/// <param name="Created">When it was created.</param>
public sealed record IotPolicy(string Name, string Text, PolicyDocument Document, DateTimeOffset Created);

/// <summary>A policy attached to a certificate or a thing group.</summary>
/// <param name="PolicyName">The policy.</param>
/// <param name="TargetArn">What it is attached to.</param>
public sealed record PolicyAttachment(string PolicyName, string TargetArn);
