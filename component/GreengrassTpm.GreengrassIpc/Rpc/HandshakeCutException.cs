namespace GreengrassTpm.GreengrassIpc;

/// <summary>
/// The nucleus closed the connection instead of answering CONNECT. Nucleus lite refuses a token like this; either nucleus does
/// it when it stops at that moment. Only repetition tells which.
/// </summary>
internal sealed class HandshakeCutException(string socketPath, Exception? inner = null)
    : GreengrassIpcException(
        $"The nucleus at {socketPath} closed the connection instead of answering CONNECT.",
        isRetryable: true,
        inner
    );
