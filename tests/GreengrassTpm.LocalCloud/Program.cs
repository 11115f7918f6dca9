using System.Runtime.InteropServices;
using GreengrassTpm.LocalCloud;

// usage: GreengrassTpm.LocalCloud [CA-FILE]
// Prints the environment to use, as lines for a shell to evaluate, and runs until it is told to stop.
const string alias = "GreengrassV2TokenExchangeRoleAlias";

await using var cloud = await LocalCloudServer.StartAsync();
cloud.AddRoleAlias(alias, "GreengrassV2TokenExchangeRole", [TokenExchangeRole.PolicyFor(cloud.Account)]);

var caFile = Path.GetFullPath(args is [var file, ..] ? file : Path.Combine(Path.GetTempPath(), "local-cloud-ca.pem"));
await File.WriteAllTextAsync(caFile, cloud.CaPem);
foreach (var (name, value) in cloud.Environment)
{
    Console.WriteLine($"export {name}='{value}'");
}
Console.WriteLine($"export LOCAL_CLOUD_CA_FILE='{caFile}'");
Console.WriteLine($"# mqtt: {cloud.MqttEndpoint}, credentials: {cloud.CredentialsEndpoint}, role alias: {alias}");

var stopped = new TaskCompletionSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await stopped.Task;
return 0;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stopped.TrySetResult();
}
