using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>What a device has been through already, and what must therefore not be done to it.</summary>
internal static class ManagedDevice
{
    /// <summary>Keeps every other program of this product from changing the device.</summary>
    /// <exception cref="LockHeldException">One is at work.</exception>
    internal static FileLock Lock(DeviceFolders folders)
    {
        if (!Directory.Exists(folders.State))
        {
            DurableFolder.Create(folders.State, DurableFolder.OwnerOnly);
        }

        return FileLock.Acquire(folders.RunLock);
    }

    /// <summary>Makes sure that no teardown is half done.</summary>
    /// <exception cref="CommandException">One is.</exception>
    internal static void RequireNoTeardown(ProvisioningRecord? record)
    {
        if (record?.TeardownBegan is DateTimeOffset began)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"a teardown of this device was begun at {began:yyyy-MM-dd HH:mm:ss}Z and has not come to its end",
                "finish it first: greengrass-tpm-bootstrap teardown; then provision anew"
            );
        }
    }

    /// <summary>Makes sure that the credential is not one that was adopted: it is kept as it is.</summary>
    /// <exception cref="CommandException">It is.</exception>
    internal static void RequireNotAdopted(ProvisioningRecord? record)
    {
        if (record is { IsAdopted: true })
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"the credential of {record.ThingName} was made by somebody else and taken under management with --adopt; provisioning leaves it as it is",
                "replace it with: greengrass-tpm rotate; or give it back first: greengrass-tpm-bootstrap teardown"
            );
        }
    }

    /// <summary>Makes sure that there is nothing of this product's own making.</summary>
    /// <exception cref="CommandException">There is.</exception>
    internal static void RequireNotProvisioned(ProvisioningRecord? record)
    {
        if (record is { IsAdopted: false })
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"this device is managed already, as {record.ThingName} with the token in {record.Store.Folder}; nothing was changed",
                "see 'greengrass-tpm status'; what was begun is finished by 'greengrass-tpm-bootstrap provision', and undone by 'greengrass-tpm-bootstrap teardown'"
            );
        }
    }
}
