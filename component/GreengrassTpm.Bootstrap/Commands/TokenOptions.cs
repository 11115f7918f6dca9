using System.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>The options that say where the token is and in which form results are wanted; several commands have them.</summary>
internal sealed class TokenOptions
{
    internal Option<string?> Root { get; } =
        OptionKit.Text("--root", "work below this folder instead of / (for tests and images)", "DIR");

    internal Option<string?> Module { get; } =
        OptionKit.Text("--module", "the PKCS#11 module; default: tpm2-pkcs11 where the distributions put it", "PATH");

    internal Option<string?> Tcti { get; } = NewTcti();

    internal Option<string?> Store { get; } =
        OptionKit.Text("--store", "the folder of the token; default: /var/lib/greengrass-tpm-store", "DIR");

    internal Option<string?> TokenLabel { get; } =
        OptionKit.Text("--token-label", "the token's label; default: greengrass", "LABEL", Names.TokenLabel);

    internal Option<string?> KeyLabel { get; } =
        OptionKit.Text("--key-label", "the label of key and certificate; default: greenkey", "LABEL", Names.KeyLabel);

    internal Option<OutputFormat> Output { get; } = NewOutput();

    internal static Option<string?> NewTcti() =>
        OptionKit.Text("--tcti", "how to reach the TPM; default: $TPM2_PKCS11_TCTI, else device:/dev/tpmrm0", "TCTI");

    internal static Option<OutputFormat> NewOutput() =>
        OptionKit.Choice(
            "--output",
            "text for people (default), json for programs",
            ("text", OutputFormat.Text),
            ("json", OutputFormat.Json)
        );

    internal DeviceFolders Folders(ParseResult line) => new(line.GetValue(Root) ?? "/");

    /// <summary>The token that the options name, or else the provisioning record, or else the defaults.</summary>
    internal TokenLocation Locate(ParseResult line, DeviceFolders folders, out string keyLabel)
    {
        ProvisioningRecord? record = new ProvisioningRecordFile(folders.ProvisioningRecord).Read();
        keyLabel = line.GetValue(KeyLabel) ?? record?.Key?.Label ?? ProvisioningSettings.DefaultKeyLabel;
        string label = line.GetValue(TokenLabel) ?? record?.Token?.Label ?? ProvisioningSettings.DefaultTokenLabel;
        return new TokenLocation(TokenModule.Find(line.GetValue(Module) ?? record?.Token?.Module), label)
        {
            StoreFolder = line.GetValue(Store) ?? record?.Store.Folder ?? folders.DefaultStore,
            Tcti = TpmAddress.Choose(line.GetValue(Tcti)),
        };
    }

    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[Root, Module, Tcti, Store, TokenLabel, KeyLabel, Output])
        {
            command.Options.Add(option);
        }
    }
}
