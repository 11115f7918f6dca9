using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>What provisioning works with: the options, the record of an earlier run and the defaults put together.</summary>
public sealed record ProvisioningSettings
{
    /// <summary>The AWS IoT thing.</summary>
    public required string ThingName { get; init; }

    /// <summary>The folder of the token.</summary>
    public required string Store { get; init; }

    /// <summary>The token's label.</summary>
    public required string TokenLabel { get; init; }

    /// <summary>The label of key and certificate.</summary>
    public required string KeyLabel { get; init; }

    /// <summary>The kind of key.</summary>
    public required KeyAlgorithm Algorithm { get; init; }

    /// <summary>Puts options, record and defaults together.</summary>
    /// <exception cref="CommandException">The options contradict what this device was provisioned with, or the thing is not named.</exception>
    public static ProvisioningSettings From(
        ProvisioningOptions options,
        ProvisioningRecord? record,
        DeviceFolders folders
    )
    {
        // An empty token that a teardown has left is bound to no thing yet.
        bool isBound = record?.Key is not null || record?.Cloud is not null;
        string? thing = isBound
            ? Agree("--thing-name", options.ThingName, record?.ThingName)
            : options.ThingName ?? record?.ThingName;
        string? store = Agree(
            "--store",
            options.Store is null ? null : Path.GetFullPath(options.Store),
            record?.Store.Folder
        );
        string? algorithm = Agree("--key-algorithm", options.Algorithm?.ToText(), record?.Key?.Algorithm);
        return new ProvisioningSettings
        {
            ThingName =
                thing
                ?? throw new CommandException(
                    ExitCode.Usage,
                    "the thing is not named",
                    "the first run needs --thing-name NAME; later ones take it from the provisioning record"
                ),
            Store = store ?? folders.DefaultStore,
            TokenLabel =
                Agree("--token-label", options.TokenLabel, record?.Token?.Label) ?? TokenOptions.DefaultTokenLabel,
            KeyLabel = Agree("--key-label", options.KeyLabel, record?.Key?.Label) ?? TokenOptions.DefaultKeyLabel,
            Algorithm = algorithm is null ? KeyAlgorithm.EcP256 : ParseAlgorithm(algorithm),
        };
    }

    /// <summary>What an option or the record of an earlier run says.</summary>
    /// <exception cref="CommandException">They say different things.</exception>
    internal static string? Agree(string option, string? given, string? recorded) =>
        given is null || recorded is null || given == recorded
            ? given ?? recorded
            : throw new CommandException(
                ExitCode.Configuration,
                $"this device was provisioned with {option} {recorded}, not {given}",
                $"leave {option} out to go on with what is there"
            );

    private static KeyAlgorithm ParseAlgorithm(string text) =>
        KeyAlgorithmText.TryParse(text, out KeyAlgorithm algorithm)
            ? algorithm
            : throw new CommandException(
                ExitCode.Configuration,
                $"the provisioning record names key algorithm {text}, which this program does not know",
                "use the version of this program that provisioned the device"
            );
}
