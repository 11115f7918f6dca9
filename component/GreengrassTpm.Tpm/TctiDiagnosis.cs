namespace GreengrassTpm.Tpm;

/// <summary>Tells why a connection could not be made. The stack's return code is the same for most causes, so the
/// cause is looked for where the TCTI string points.</summary>
internal static class TctiDiagnosis
{
    private const uint IoError = 0x0A;
    private const uint NoConnection = 0x08;
    private const string ManagedDevice = "/dev/tpmrm0";
    private const string BareDevice = "/dev/tpm0";
    private const string EnableTpm =
        "Enable the TPM in the firmware or device tree, or name the right device ('ls -l /dev/tpm*').";
    private const string WrongString =
        "the TCTI string names a transport that is not installed, or its settings are wrong";
    private const string RightStrings =
        "Use for example 'device:/dev/tpmrm0', 'tabrmd:bus_type=system' or 'swtpm:host=127.0.0.1,port=2321'.";

    private const int ErrnoBusy = 16;
    private const int ErrnoNoSuchDevice = 19;

    /// <summary>Explains a failed connection.</summary>
    /// <param name="tcti">The TCTI string.</param>
    /// <param name="code">What the loader returned.</param>
    /// <param name="heard">What the transport said meanwhile.</param>
    /// <returns>The error to throw.</returns>
    public static TpmUnavailableException Explain(string tcti, TpmRc code, IReadOnlyList<string> heard)
    {
        var parts = TctiString.Parse(tcti);
        return parts.Transport switch
        {
            "" => Default(tcti, code),
            "device" => Device(tcti, code, parts.Configuration),
            "tabrmd" => ResourceManager(tcti, code, heard),
            "swtpm" or "mssim" => SoftwareTpm(tcti, code, parts),
            _ => Unknown(tcti, code),
        };
    }

    /// <summary>The connection is there, but what is at its end fails.</summary>
    public static TpmUnavailableException NotAnswering(string tcti, TpmRc code) =>
        new(
            tcti,
            TpmUnavailableReason.NotAnswering,
            "what is at the other end does not answer as a TPM",
            code,
            "Check that the TPM, or the resource manager before it, is running, then try again."
        );

    /// <summary>tpm2-tss is not installed.</summary>
    public static TpmUnavailableException LibraryMissing(string tcti, DllNotFoundException problem) =>
        new(
            tcti,
            TpmUnavailableReason.LibraryMissing,
            "the TPM software stack (libtss2-esys.so.0, libtss2-tctildr.so.0, libtss2-mu.so.0) is not installed",
            TpmRc.Success,
            "Install tpm2-tss (Debian and Ubuntu: libtss2-esys-3.0.2-0, libtss2-tctildr0, libtss2-mu0).",
            problem
        );

    // Without a string the stack tries the resource manager on the system bus, then the devices.
    private static TpmUnavailableException Default(string tcti, TpmRc code) =>
        File.Exists(ManagedDevice) || File.Exists(BareDevice)
            ? Device(tcti, code, "")
            : new TpmUnavailableException(
                tcti,
                TpmUnavailableReason.NoDevice,
                $"there is no resource manager on the system bus, no {ManagedDevice} and no {BareDevice}",
                code,
                EnableTpm
            );

    private static TpmUnavailableException Device(string tcti, TpmRc code, string path)
    {
        var device =
            path.Length > 0 ? path
            : File.Exists(ManagedDevice) ? ManagedDevice
            : BareDevice;
        var (reason, finding, whatToDo) = ProbeDevice(device);
        return new TpmUnavailableException(tcti, reason, finding, code, whatToDo);
    }

    private static (TpmUnavailableReason Reason, string Finding, string WhatToDo) ProbeDevice(string device)
    {
        try
        {
            using var probe = File.OpenHandle(device, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return (
                TpmUnavailableReason.NotAnswering,
                $"{device} opens but is not used as a TPM",
                "Check that the path is that of a TPM device, then try again."
            );
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return (TpmUnavailableReason.NoDevice, $"there is no {device}", EnableTpm);
        }
        catch (UnauthorizedAccessException)
        {
            return (
                TpmUnavailableReason.PermissionDenied,
                $"user '{Environment.UserName}' may not open {device} for reading and writing",
                "Run as root, or add the user to the device's group (usually tss)."
            );
        }
        catch (IOException problem) when ((problem.HResult & 0xFFFF) == ErrnoBusy)
        {
            return (
                TpmUnavailableReason.Busy,
                $"another program holds {device} (EBUSY)",
                "Use /dev/tpmrm0 or tpm2-abrmd, which several programs can share, or stop the other program."
            );
        }
        catch (IOException problem) when ((problem.HResult & 0xFFFF) == ErrnoNoSuchDevice)
        {
            return (TpmUnavailableReason.NoDevice, $"no TPM is behind {device} (ENODEV)", EnableTpm);
        }
        catch (IOException problem)
        {
            return (
                TpmUnavailableReason.Unknown,
                $"{device} cannot be opened: {problem.Message}",
                "Check the device, then try again."
            );
        }
    }

    private static TpmUnavailableException SoftwareTpm(string tcti, TpmRc code, TctiString parts) =>
        (code.Value & 0xFFFF) == IoError
            ? new TpmUnavailableException(
                tcti,
                TpmUnavailableReason.NothingListening,
                $"no software TPM accepts connections at {parts.Configuration}",
                code,
                "Start it, or correct host and port."
            )
            : Unknown(tcti, code);

    private static TpmUnavailableException ResourceManager(string tcti, TpmRc code, IReadOnlyList<string> heard)
    {
        var said = string.Join("; ", heard);
        var reason = ReasonOf(said, code);
        var (finding, whatToDo) = reason switch
        {
            TpmUnavailableReason.NoBus => (
                "the D-Bus message bus cannot be reached",
                "Start D-Bus; for a session bus set DBUS_SESSION_BUS_ADDRESS."
            ),
            TpmUnavailableReason.PermissionDenied => (
                $"user '{Environment.UserName}' may not speak to the resource manager",
                "Run as root, or add the user to the group tss."
            ),
            TpmUnavailableReason.NoResourceManager => (
                "the resource manager (tpm2-abrmd) is not on the bus",
                "Start it ('systemctl start tpm2-abrmd'), or use 'device:/dev/tpmrm0'."
            ),
            _ => (WrongString, RightStrings),
        };
        return new TpmUnavailableException(
            tcti,
            reason,
            said.Length == 0 ? finding : $"{finding} ({said})",
            code,
            whatToDo
        );
    }

    private static TpmUnavailableReason ReasonOf(string said, TpmRc code) =>
        said.Contains("AccessDenied", StringComparison.Ordinal) ? TpmUnavailableReason.PermissionDenied
        : said.Contains("dbus proxy object", StringComparison.Ordinal) ? TpmUnavailableReason.NoBus
        : (code.Value & 0xFFFF) == NoConnection ? TpmUnavailableReason.NoResourceManager
        : TpmUnavailableReason.WrongTcti;

    private static TpmUnavailableException Unknown(string tcti, TpmRc code) =>
        new(tcti, TpmUnavailableReason.WrongTcti, WrongString, code, RightStrings);
}
