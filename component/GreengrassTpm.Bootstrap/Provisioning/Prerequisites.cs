using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Tpm;

namespace GreengrassTpm.Bootstrap;

/// <summary>What has to be there before a device can be provisioned.</summary>
internal static class Prerequisites
{
    private const string StoreGroupName = "tss";

    /// <summary>Looks for all else.</summary>
    /// <param name="options">What the operator asked for.</param>
    /// <param name="record">What an earlier run has used; null on a new device.</param>
    /// <exception cref="CommandException">Something is missing; says what, and which Debian package brings it.</exception>
    /// <exception cref="TpmUnavailableException">The TPM cannot be reached.</exception>
    internal static DeviceFacts Check(ProvisioningOptions options, ProvisioningRecord? record)
    {
        string module = TokenModule.Find(options.Module, record?.Token?.Module);
        TokenModule.RequireModule(module);
        UnixGroup group =
            UnixGroup.Find(StoreGroupName)
            ?? throw new CommandException(
                ExitCode.Configuration,
                $"group {StoreGroupName}, whose members may use the TPM, does not exist",
                "install it: apt-get install tpm-udev"
            );
        string tcti = TpmAddress.Choose(options.Tcti, record?.Nucleus?.Tcti);
        using TpmChip chip = TpmChip.Open(tcti);
        ChipProperties properties = chip.ReadProperties();
        IReadOnlyList<PersistentHandle> handles = chip.ReadPersistentHandles();
        return new DeviceFacts(
            module,
            tcti,
            group,
            [.. handles.Select(handle => handle.HandleText)],
            properties.PersistentAvailable
        );
    }

    /// <summary>Makes sure that root runs this.</summary>
    /// <param name="command">What is to be done, in one word.</param>
    /// <exception cref="CommandException">Somebody else does.</exception>
    internal static void RequireRoot(string command)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            throw new CommandException(
                ExitCode.Permission,
                $"{command} needs root: it changes root's folders and the token store",
                "run it again with sudo"
            );
        }
    }
}
