namespace GreengrassTpm.GreengrassIpc;

/// <summary>The process has not been given what it needs to talk to a nucleus: it was not started by Greengrass.</summary>
public sealed class IpcEnvironmentException : GreengrassIpcException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is missing or unusable, and what to do.</param>
    public IpcEnvironmentException(string message)
        : base(message, isRetryable: false) { }
}
