using GreengrassTpm.Bootstrap;
using GreengrassTpm.Credentials;

ProcessHardening.Apply();
return BootstrapProgram.Run(args, Outputs.OfProcess);
