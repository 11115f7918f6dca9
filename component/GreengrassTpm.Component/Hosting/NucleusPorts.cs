using GreengrassTpm.Aws;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;

namespace GreengrassTpm.Component;

/// <summary>The world beyond the token, as a component in a nucleus reaches it.</summary>
/// <param name="ipc">The connection to the nucleus; stays the caller's.</param>
/// <param name="folders">The device's places.</param>
/// <param name="activator">Has the nucleus take up a credential.</param>
internal sealed class NucleusPorts(GreengrassIpcClient ipc, DeviceFolders folders, ICredentialActivator activator)
{
    // Somebody signs it: the rotation asks again later.
    private static readonly TimeSpan FolderPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FolderPause = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>Makes the ports of a configuration.</summary>
    /// <param name="aws">Where the services are.</param>
    /// <param name="open">Opens a credential of the device.</param>
    /// <param name="issuer">Who signs.</param>
    /// <exception cref="CommandException">The nucleus has given no way to its token exchange.</exception>
    internal RotationPorts Of(AwsSettings aws, OpenDeviceKey open, IssuerSettings issuer)
    {
        TokenExchange exchange = new(aws, open);
        CertificateRegistry registry = new(aws, exchange, _time);
        return new RotationPorts(
            issuer.Type switch
            {
                IssuerType.FleetProvisioning => new FleetProvisioningIssuer(
                    aws,
                    ipc,
                    folders.CertificateOwnership,
                    _time
                ),
                IssuerType.Directory => new DirectoryIssuer(issuer.Folder, FolderPatience, FolderPause, _time),
                _ => new ControlPlaneIssuer(aws, exchange, _time),
            },
            issuer.Type == IssuerType.FleetProvisioning
                ? new FleetProvisioningRegistry(
                    aws,
                    ipc,
                    issuer.Template,
                    folders.CertificateOwnership,
                    exchange,
                    registry,
                    _time
                )
                : registry,
            new CredentialProver(aws, open, exchange, _time),
            Confirmer(aws),
            activator
        );
    }

    private NucleusConfirmer Confirmer(AwsSettings aws)
    {
        try
        {
            return new NucleusConfirmer(
                aws,
                ContainerCredentials.FromEnvironment(Environment.GetEnvironmentVariable, aws.AnswerWithin),
                ipc,
                _time
            );
        }
        catch (RotationPortException error)
        {
            throw new CommandException(ExitCode.Configuration, error.Message, error.Hint ?? "", error);
        }
    }
}
