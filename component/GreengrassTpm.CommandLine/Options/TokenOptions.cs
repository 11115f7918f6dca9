using System.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.CommandLine;

/// <summary>The options that say where the token is and in which form results are wanted; several commands have them.</summary>
public sealed class TokenOptions
{
    /// <summary>The token's label unless another is named.</summary>
    public const string DefaultTokenLabel = "greengrass";

    /// <summary>The label of key and certificate unless another is named.</summary>
    public const string DefaultKeyLabel = "greenkey";

    /// <summary>The folder that stands for the root folder.</summary>
    public Option<string?> Root { get; } = NewRoot();

    /// <summary>The PKCS#11 module.</summary>
    public Option<string?> Module { get; } =
        OptionKit.Text("--module", "the PKCS#11 module; default: tpm2-pkcs11 where the distributions put it", "PATH");

    /// <summary>How the TPM is reached.</summary>
    public Option<string?> Tcti { get; } = NewTcti();

    /// <summary>The folder of the token.</summary>
    public Option<string?> Store { get; } =
        OptionKit.Text("--store", "the folder of the token; default: /var/lib/greengrass-tpm-store", "DIR");

    /// <summary>The token's label.</summary>
    public Option<string?> TokenLabel { get; } =
        OptionKit.Text("--token-label", "the token's label; default: greengrass", "LABEL", Names.TokenLabel);

    /// <summary>The label of key and certificate.</summary>
    public Option<string?> KeyLabel { get; } =
        OptionKit.Text("--key-label", "the label of key and certificate; default: greenkey", "LABEL", Names.KeyLabel);

    /// <summary>The form of the results.</summary>
    public Option<OutputFormat> Output { get; } = NewOutput();

    /// <summary>The option that names the folder which stands for the root folder, for commands that need no token.</summary>
    public static Option<string?> NewRoot() =>
        OptionKit.Text("--root", "work below this folder instead of / (for tests and images)", "DIR");

    /// <summary>The option that says how the TPM is reached, for commands that need no token.</summary>
    public static Option<string?> NewTcti() =>
        OptionKit.Text("--tcti", "how to reach the TPM; default: $TPM2_PKCS11_TCTI, else device:/dev/tpmrm0", "TCTI");

    /// <summary>The option that says in which form results are wanted, for commands that need no token.</summary>
    public static Option<OutputFormat> NewOutput() =>
        OptionKit.Choice(
            "--output",
            "text for people (default), json for programs",
            ("text", OutputFormat.Text),
            ("json", OutputFormat.Json)
        );

    /// <summary>The option that names the file of the user PIN, for commands that log in.</summary>
    public static Option<string?> NewPinFile() =>
        OptionKit.Text("--pin-file", "the file that holds the user PIN; default: /etc/greengrass-tpm/user.pin", "FILE");

    /// <summary>The device's places.</summary>
    public DeviceFolders Folders(ParseResult line) => new(line.GetValue(Root) ?? "/");

    /// <summary>The token that the options name, or else the provisioning record, or else the defaults.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="folders">The device's places.</param>
    /// <param name="keyLabel">The label of key and certificate.</param>
    /// <exception cref="CommandException">The module is not there.</exception>
    /// <exception cref="ProvisioningRecordException">The provisioning record is damaged.</exception>
    public TokenLocation Locate(ParseResult line, DeviceFolders folders, out string keyLabel)
    {
        ProvisioningRecord? record = new ProvisioningRecordFile(folders.ProvisioningRecord).Read();
        keyLabel = line.GetValue(KeyLabel) ?? record?.Key?.Label ?? DefaultKeyLabel;
        string label = line.GetValue(TokenLabel) ?? record?.Token?.Label ?? DefaultTokenLabel;
        return new TokenLocation(TokenModule.Find(line.GetValue(Module), record?.Token?.Module), label)
        {
            StoreFolder = line.GetValue(Store) ?? record?.Store.Folder ?? folders.DefaultStore,
            Tcti = TpmAddress.Choose(line.GetValue(Tcti), record?.Nucleus?.Tcti),
            RefusedPinFile = folders.RefusedPin,
        };
    }

    /// <summary>Gives a command all these options.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[Root, Module, Tcti, Store, TokenLabel, KeyLabel, Output])
        {
            command.Options.Add(option);
        }
    }
}
