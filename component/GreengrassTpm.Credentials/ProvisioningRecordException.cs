namespace GreengrassTpm.Credentials;

/// <summary>The provisioning record cannot be relied on, so nothing may be changed on the strength of it.</summary>
/// <param name="path">Its path.</param>
/// <param name="problem">What is wrong, as a predicate: <c>has no version</c>.</param>
/// <param name="innerException">The parser's error, if there is one.</param>
public sealed class ProvisioningRecordException(string path, string problem, Exception? innerException = null)
    : Exception($"{path} {problem}", innerException)
{
    /// <summary>Its path.</summary>
    public string Path => path;
}
