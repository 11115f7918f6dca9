using System.CommandLine;
using System.CommandLine.Parsing;
using GreengrassTpm.CommandLine;
using static GreengrassTpm.CommandLine.OptionKit;

namespace GreengrassTpm.Bootstrap;

/// <summary>The options of <c>provision</c> that say what is wanted in AWS IoT.</summary>
internal sealed class CloudOptions
{
    private readonly Option<string?> _policy = Text(
        "--policy",
        "the policy to attach, which exists, or is made by --policy-template; default: one made from the program's own template",
        "NAME",
        Names.Policy
    );

    private readonly Option<string?> _policyTemplate = Text(
        "--policy-template",
        "make the policy from this template; {partition}, {region}, {account} and {roleAlias} in it are filled in",
        "FILE"
    );

    private readonly Option<string?> _thingGroup = Text(
        "--thing-group",
        "the thing group to join",
        "NAME",
        Names.ThingGroup
    );

    private readonly Option<bool> _beside = new("--beside")
    {
        Description = "the thing has a certificate already: keep it beside the new one",
    };

    private readonly Option<bool> _replace = new("--replace")
    {
        Description = "the thing has a certificate already: deactivate and delete it once the new one is active",
    };

    private readonly Option<string?> _nucleusInstaller = Text(
        "--nucleus-installer",
        "install the classic nucleus from this folder, which holds its unpacked installer and the Pkcs11Provider plugin",
        "DIR"
    );

    private IEnumerable<Option> All => [_policy, _policyTemplate, _thingGroup, _beside, _replace, _nucleusInstaller];

    /// <summary>Gives a command all these options.</summary>
    internal void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Refuses what contradicts itself.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="isOnline">Whether AWS IoT is asked.</param>
    internal void Validate(CommandResult result, bool isOnline)
    {
        if (result.GetValue(_beside) && result.GetValue(_replace))
        {
            result.AddError("say one of --beside and --replace");
        }

        foreach (
            Option option in All.Where(option => option != _nucleusInstaller && result.GetResult(option) is not null)
        )
        {
            if (!isOnline)
            {
                result.AddError($"{option.Name} is for AWS IoT, which is not asked with --csr-out or --certificate");
            }
        }
    }

    /// <summary>Adds what the line says to the other options.</summary>
    internal ProvisioningOptions AddTo(ProvisioningOptions options, ParseResult line) =>
        options with
        {
            Policy = line.GetValue(_policy),
            PolicyTemplate = line.GetValue(_policyTemplate),
            ThingGroup = line.GetValue(_thingGroup),
            ExistingCertificates =
                line.GetValue(_beside) ? ExistingCertificates.Keep
                : line.GetValue(_replace) ? ExistingCertificates.Replace
                : ExistingCertificates.Refuse,
            NucleusInstaller = line.GetValue(_nucleusInstaller),
        };
}
