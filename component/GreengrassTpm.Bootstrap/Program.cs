using GreengrassTpm.Bootstrap;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

ProcessHardening.Apply();
return BootstrapProgram.Run(args, Outputs.OfProcess);
