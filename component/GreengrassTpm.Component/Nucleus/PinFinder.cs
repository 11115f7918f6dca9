using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>Reads the user PIN from where the configuration says.</summary>
/// <param name="reader">Reads what the nucleus has.</param>
/// <param name="folders">The device's places.</param>
internal sealed class PinFinder(NucleusReader reader, DeviceFolders folders)
{
    private const string CredentialsDirectory = "CREDENTIALS_DIRECTORY";

    /// <summary>Reads it.</summary>
    /// <returns>The PIN; the caller's to dispose.</returns>
    /// <exception cref="PinUnusableException">A file cannot be read, what it holds cannot be a PIN, or a change of it is unfinished.</exception>
    /// <exception cref="CommandException">There is no PIN at that source.</exception>
    internal async Task<Pin> FindAsync(PinSource source, NucleusSettings nucleus, CancellationToken cancellation)
    {
        // Whatever the source has, it may be the one that the token takes no longer.
        UserPin.RequireNoChange(folders);
        return source.Kind switch
        {
            PinSourceKind.File => Pin.ReadFile(source.Name),
            PinSourceKind.Systemd => Pin.ReadFile(Path.Combine(SystemdFolder(source), source.Name)),
            _ => await reader.ReadPinAsync(cancellation) ?? Pin.ReadFile(FileOf(nucleus)),
        };
    }

    private string FileOf(NucleusSettings nucleus) =>
        nucleus.PinFile
        ?? (File.Exists(folders.UserPin) ? folders.UserPin : null)
        ?? throw new CommandException(
            ExitCode.Configuration,
            "the nucleus' configuration holds no user PIN",
            "set credential.pinSource to file:/path or systemd:NAME"
        );

    private static string SystemdFolder(PinSource source) =>
        Environment.GetEnvironmentVariable(CredentialsDirectory) is { Length: > 0 } folder
            ? folder
            : throw new CommandException(
                ExitCode.Configuration,
                $"systemd has given this process no credentials, and so not {source.Name}",
                $"add LoadCredentialEncrypted={source.Name}:/path to the nucleus' unit, or set credential.pinSource otherwise"
            );
}
