using GreengrassTpm.CommandLine;
using GreengrassTpm.Component;
using GreengrassTpm.Credentials;

ProcessHardening.Apply();
return ComponentProgram.Run(args, Outputs.OfProcess);
