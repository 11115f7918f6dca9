using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Component;

/// <summary>
/// An examination in a lifecycle step of the recipe: the nucleus has started this process, and is asked where the credential
/// and its PIN are, as the component itself asks it. So what passes here is what the component will find.
/// </summary>
/// <param name="folders">The device's places.</param>
/// <param name="tcti">How the TPM is reached.</param>
internal sealed class ComponentExamination(DeviceFolders folders, string tcti)
{
    /// <summary>Whether a nucleus has started this process.</summary>
    internal static bool IsPossible =>
        Environment.GetEnvironmentVariable(GreengrassIpcOptions.AuthTokenVariable) is { Length: > 0 };

    /// <summary>Examines the device.</summary>
    /// <exception cref="CommandException">
    /// The component's configuration is invalid, the credential or its PIN cannot be found, or the nucleus does not answer.
    /// </exception>
    internal async Task<VerificationReport> ExamineAsync(CancellationToken cancellation)
    {
        GreengrassIpcOptions options = GreengrassIpcOptions.FromEnvironment();
        try
        {
            await using GreengrassIpcClient ipc = await GreengrassIpcClient.ConnectAsync(options, cancellation);
            return await ExamineAsync(ipc, options.Flavour, cancellation);
        }
        catch (GreengrassIpcException error)
        {
            throw new CommandException(
                ExitCode.RetryLater,
                $"the nucleus cannot be asked where the credential is: {ErrorExplanation.Sentence(error.Message)}",
                "the nucleus repeats the step",
                error
            );
        }
    }

    private async Task<VerificationReport> ExamineAsync(
        GreengrassIpcClient ipc,
        GreengrassIpc.NucleusFlavour flavour,
        CancellationToken cancellation
    )
    {
        ConfigurationReading reading = await new ConfigurationFeed(ipc, TimeProvider.System).ReadAsync(cancellation);
        ComponentConfiguration configuration = reading.Require();
        NucleusEnvironment environment = NucleusEnvironment.OfProcess();
        NucleusReader reader = new(ipc, flavour, environment, folders);
        NucleusSettings nucleus = await reader.ReadAsync(cancellation);
        CredentialPlace place = CredentialPlace.Find(configuration, nucleus, environment, folders, tcti);
        PinFinder pins = new(reader, folders);
        using Pin pin = await pins.FindAsync(configuration.PinSource, nucleus, cancellation);
        DeviceVerification verification = new(place, nucleus, configuration, folders, environment, pin);
        return await verification.RunAsync(cancellation);
    }
}
