using GreengrassTpm.FakeNucleus;

if (args is ["systemctl", "--socket", var socket, .. var words])
{
    return await SystemctlCommand.RunAsync(socket, words);
}

if (args is ["java", .. var installation])
{
    return InstallCommand.Run(installation);
}

if (NucleusOptions.TryParse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(NucleusOptions.Usage);
    return 64;
}

await using var nucleus = new Nucleus(options);
await nucleus.StartAsync();
await new ControlChannel(nucleus, Console.In, Console.Out).RunAsync();
return 0;
