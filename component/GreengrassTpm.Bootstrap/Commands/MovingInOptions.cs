using System.CommandLine;
using System.CommandLine.Parsing;
using GreengrassTpm.Credentials;
using static GreengrassTpm.CommandLine.OptionKit;

namespace GreengrassTpm.Bootstrap;

/// <summary>The options of <c>provision</c> for a device that has a credential already.</summary>
internal sealed class MovingInOptions
{
    private const string StandardInput = "/dev/stdin";

    // What only makes sense where a credential is made.
    private static readonly string[] Making =
    [
        "--csr-out",
        "--certificate",
        "--key-algorithm",
        "--so-pin-out",
        "--nucleus-out",
        "--lite-pin",
        "--policy",
        "--policy-template",
        "--thing-group",
        "--beside",
        "--replace",
        "--nucleus-installer",
    ];

    // What a nucleus that is there decides.
    private static readonly string[] Elsewhere =
    [
        "--csr-out",
        "--certificate",
        "--nucleus",
        "--policy-template",
        "--beside",
        "--replace",
        "--nucleus-installer",
    ];

    private readonly Option<bool> _adopt = new("--adopt")
    {
        Description =
            "take a credential under management that is on a token already (tpm2_ptool, pkcs11-tool); it stays as it is",
    };

    private readonly Option<string?> _pinFile = Text(
        "--pin-file",
        "with --adopt: the file that holds the token's user PIN, - for standard input; default: as the nucleus' configuration has it",
        "FILE"
    );

    private readonly Option<bool> _offline = new("--offline")
    {
        Description = "with --adopt: do not ask AWS IoT whether the certificate is active and the thing's",
    };

    private readonly Option<bool> _fromFiles = new("--from-files")
    {
        Description =
            "move a nucleus that has key and certificate in files to the TPM: a new key and certificate for the same thing; the files stay",
    };

    private readonly Option<string?> _plugin = Text(
        "--plugin",
        "with --from-files: the classic nucleus' PKCS#11 provider plugin, if it has none yet",
        "FILE"
    );

    private readonly Option<TimeSpan?> _confirmWithin = Parsed<TimeSpan?>(
        "--confirm-within",
        $"with --from-files: how long the nucleus has to be seen with the token, or it gets its files back; default: {DurationText.Of(ProvisioningOptions.DefaultConfirmWithin)}",
        "DURATION",
        text => DurationText.Parse(text)
    );

    private readonly Option<bool> _retireFormer = new("--retire-former")
    {
        Description = "with --from-files: then end the certificate that it had before",
    };

    private readonly Option<bool> _removeFiles = new("--remove-files")
    {
        Description = "with --from-files: then delete the files that it had before",
    };

    private Option[] OfAdoption => [_pinFile, _offline];

    private Option[] OfMove => [_plugin, _confirmWithin, _retireFormer, _removeFiles];

    /// <summary>Gives a command all these options.</summary>
    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_adopt, .. OfAdoption, _fromFiles, .. OfMove])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Refuses what contradicts itself.</summary>
    internal void Validate(CommandResult result)
    {
        bool isAdoption = result.GetValue(_adopt);
        bool isMove = result.GetValue(_fromFiles);
        if (isAdoption && isMove)
        {
            result.AddError("say one of --adopt and --from-files");
        }

        RefuseGiven(result, isAdoption ? [] : OfAdoption, _adopt);
        RefuseGiven(result, isMove ? [] : OfMove, _fromFiles);
        if (isAdoption)
        {
            foreach (string name in Making.Where(name => IsGiven(result, name)))
            {
                result.AddError($"{name} is for a credential that is made; with --adopt it stays as it is");
            }
        }

        if (isMove)
        {
            foreach (string name in Elsewhere.Where(name => IsGiven(result, name)))
            {
                result.AddError($"{name} is for a new device; with --from-files the nucleus tells");
            }
        }
    }

    private static void RefuseGiven(CommandResult result, Option[] options, Option partner)
    {
        foreach (Option option in options.Where(option => result.GetResult(option) is { Implicit: false }))
        {
            result.AddError($"{option.Name} goes with {partner.Name}");
        }
    }

    private static bool IsGiven(CommandResult result, string name) =>
        result.GetResult(name) is OptionResult { Implicit: false };

    /// <summary>Adds what the line says to the other options.</summary>
    internal ProvisioningOptions AddTo(ProvisioningOptions options, ParseResult line) =>
        options with
        {
            Adopt = line.GetValue(_adopt),
            PinFile = line.GetValue(_pinFile) is "-" ? StandardInput : line.GetValue(_pinFile),
            Offline = line.GetValue(_offline),
            FromFiles = line.GetValue(_fromFiles),
            Plugin = line.GetValue(_plugin) is string plugin ? Path.GetFullPath(plugin) : null,
            ConfirmWithin = line.GetValue(_confirmWithin) ?? ProvisioningOptions.DefaultConfirmWithin,
            RetireFormer = line.GetValue(_retireFormer),
            RemoveFiles = line.GetValue(_removeFiles),
        };
}
