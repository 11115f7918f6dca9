using GreengrassTpm.Benchmarks;

switch (args)
{
    case ["ipc"]:
        await IpcBenchmark.RunAsync(Console.Out);
        return 0;
    case [EchoServer.Command, string socketPath]:
        await EchoServer.RunAsync(socketPath);
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: GreengrassTpm.Benchmarks ipc");
        return 64;
}
