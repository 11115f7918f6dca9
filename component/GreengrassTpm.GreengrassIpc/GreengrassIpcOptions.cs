namespace GreengrassTpm.GreengrassIpc;

/// <summary>How to reach the nucleus, and how long to wait for it.</summary>
/// <remarks>A class without a text form, as it holds the token.</remarks>
public sealed class GreengrassIpcOptions
{
    /// <summary>The environment variable with the socket's path, set by both nuclei.</summary>
    public const string SocketPathVariable = "AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH_FOR_COMPONENT";

    /// <summary>The environment variable with the token, set by both nuclei.</summary>
    public const string AuthTokenVariable = "SVCUID";

    /// <summary>The longest frame of nucleus lite (<c>GGL_IPC_MAX_MSG_LEN</c>), in bytes.</summary>
    public const int LiteMaxFrameLength = 10_000;

    private const string LiteSocketName = "gg-ipc.socket";

    /// <summary>
    /// The socket's path, exactly as the nucleus gave it. It may be relative (a classic nucleus with a long root path gives
    /// <c>../../ipc.socket</c>), so the process must not change its working directory.
    /// </summary>
    public required string SocketPath { get; init; }

    /// <summary>The token by which the nucleus knows the component. A secret.</summary>
    public required string AuthToken { get; init; }

    /// <summary>Which nucleus it is.</summary>
    public NucleusFlavour Flavour { get; init; }

    /// <summary>The longest frame to send or to accept, in bytes; null for what the flavour takes.</summary>
    public int? MaxFrameLength { get; init; }

    /// <summary>How long one attempt to connect may take, from the socket to the nucleus' consent.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long to wait for a connection, and then for an answer. The classic nucleus serves all components on one thread, so
    /// this is generous. SubscribeToIoTCore is exempt: it is answered only when the nucleus is online.
    /// </summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to go on trying to connect, at the start and after a loss, before giving up.</summary>
    public TimeSpan ReconnectFor { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Upper bound of the first pause between attempts; it doubles with each, and each pause is a random part of it.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Upper bound of every pause between attempts.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Told when the connection is made, lost, and given up, for the log. Called on the client's threads: must be quick.</summary>
    public Action<ConnectionChange>? ConnectionChanged { get; init; }

    internal int FrameLimit =>
        MaxFrameLength ?? (Flavour == NucleusFlavour.Lite ? LiteMaxFrameLength : EventStreamFrame.MaxLength);

    /// <summary>Reads the two variables that a nucleus gives each component; the name of the socket tells the flavour.</summary>
    /// <exception cref="IpcEnvironmentException">A variable is not set.</exception>
    public static GreengrassIpcOptions FromEnvironment()
    {
        string socketPath = Require(SocketPathVariable);
        return new GreengrassIpcOptions
        {
            SocketPath = socketPath,
            AuthToken = Require(AuthTokenVariable),
            Flavour = FlavourOf(socketPath),
        };
    }

    /// <summary>Tells the flavour by the name of the socket: <c>gg-ipc.socket</c> is nucleus lite's.</summary>
    public static NucleusFlavour FlavourOf(string socketPath) =>
        Path.GetFileName(socketPath) == LiteSocketName ? NucleusFlavour.Lite : NucleusFlavour.Classic;

    private static string Require(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? value
            : throw new IpcEnvironmentException(
                $"The environment variable {variable} is not set: the program must be started by Greengrass as a component."
            );
}
