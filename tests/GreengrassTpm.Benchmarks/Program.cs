using GreengrassTpm.Benchmarks;

switch (args)
{
    case []:
        ProvisionBenchmark.Run(Console.Out);
        await IpcBenchmark.RunAsync(Console.Out);
        await ComponentBenchmark.RunAsync(Console.Out);
        return 0;
    case ["component"]:
        await ComponentBenchmark.RunAsync(Console.Out);
        return 0;
    case ["provision"]:
        ProvisionBenchmark.Run(Console.Out);
        return 0;
    case ["ipc"]:
        await IpcBenchmark.RunAsync(Console.Out);
        return 0;
    case ["verify"]:
        return await VerifyBenchmark.RunAsync(Console.Out);
    case [EchoServer.Command, string socketPath]:
        await EchoServer.RunAsync(socketPath);
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: GreengrassTpm.Benchmarks [provision|ipc|verify|component]");
        return 64;
}
