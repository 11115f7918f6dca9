using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>How <c>recover</c> is called on this device, where nothing but its arguments tells it of the token.</summary>
/// <param name="Arguments">The program and its arguments.</param>
/// <param name="PinCredential">The credential of systemd that holds the user PIN; null where a file does.</param>
/// <param name="PinCopy">Where the user PIN has to be for it; null where it is already.</param>
internal sealed record RecoveryCommand(IReadOnlyList<string> Arguments, string? PinCredential, string? PinCopy)
{
    /// <summary>Puts it together.</summary>
    /// <param name="program">This program's path.</param>
    /// <param name="place">Where the credential is.</param>
    /// <param name="source">Where the user PIN comes from.</param>
    /// <param name="nucleusPinFile">The file that the nucleus reads it from; null where it has it otherwise.</param>
    /// <param name="folders">The device's places.</param>
    internal static RecoveryCommand Of(
        string program,
        CredentialPlace place,
        PinSource source,
        string? nucleusPinFile,
        DeviceFolders folders
    )
    {
        string? pinFile = source.Kind switch
        {
            PinSourceKind.File => source.Name,
            PinSourceKind.Systemd => null,
            _ => nucleusPinFile ?? folders.UserPin,
        };
        (string Option, string? Value)[] options =
        [
            ("--root", folders.Root == "/" ? null : folders.Root),
            ("--module", place.Location.ModulePath),
            ("--token-label", place.Location.TokenLabel),
            ("--store", place.Location.StoreFolder),
            ("--tcti", place.Location.Tcti),
            ("--pin-file", pinFile),
        ];
        return new RecoveryCommand(
            [
                program,
                "recover",
                .. options
                    .Where(option => option.Value is not null)
                    .SelectMany(option => (string[])[option.Option, option.Value!]),
            ],
            source.Kind == PinSourceKind.Systemd ? source.Name : null,
            source.Kind == PinSourceKind.Nucleus && nucleusPinFile is null ? folders.UserPin : null
        );
    }
}
