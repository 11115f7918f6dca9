namespace GreengrassTpm.Credentials;

/// <summary>The places on the device that this product owns, all below one root (<c>/</c> on a device).</summary>
public sealed class DeviceFolders
{
    /// <summary>Places below a root.</summary>
    /// <param name="root">An existing or future folder; <c>/</c> on a device.</param>
    public DeviceFolders(string root = "/")
    {
        Root = Path.GetFullPath(root);
        State = Path.Combine(Root, "var/lib/greengrass-tpm");
        DefaultStore = Path.Combine(Root, "var/lib/greengrass-tpm-store");
        Configuration = Path.Combine(Root, "etc/greengrass-tpm");
    }

    /// <summary>The folder that stands for <c>/</c>.</summary>
    public string Root { get; }

    /// <summary><c>/var/lib/greengrass-tpm</c> (root, 0700): what this product remembers.</summary>
    public string State { get; }

    /// <summary><c>/var/lib/greengrass-tpm-store</c> (root:tss, 2770): the token store unless another is named.</summary>
    public string DefaultStore { get; }

    /// <summary><c>/etc/greengrass-tpm</c> (root, 0700): PINs and the nucleus' configuration.</summary>
    public string Configuration { get; }

    /// <summary>What provisioning created, for resuming it and for undoing it. Holds no secret.</summary>
    public string ProvisioningRecord => Path.Combine(State, "provisioning.json");

    /// <summary>The memory of rotations. Holds no secret.</summary>
    public string Journal => Path.Combine(State, "journal.jsonl");

    /// <summary>Held by a program of this product for as long as it changes anything.</summary>
    public string RunLock => Path.Combine(State, "lock");

    /// <summary>Held for each single write sequence on the token; apart from <see cref="RunLock"/>, which its holder has all the time.</summary>
    public string TokenLock => Path.Combine(State, "token.lock");

    /// <summary>Remembers the PINs that the token has refused, by digests (0600).</summary>
    public string RefusedPin => Path.Combine(State, "refused-pin");

    /// <summary>What shows that a certificate was given to this device, until it is registered (0600).</summary>
    public string CertificateOwnership => Path.Combine(State, "ownership.json");

    /// <summary>When the component has last restarted nucleus lite's daemons.</summary>
    public string Activation => Path.Combine(State, "activation.json");

    /// <summary>Where the running component takes requests from the device.</summary>
    public string ControlSocket => Path.Combine(State, "control.socket");

    /// <summary>Where the recipe's install step keeps the component's program (root, 0700).</summary>
    public string ProgramFolder => Path.Combine(State, "bin");

    /// <summary>The user PIN (0600).</summary>
    public string UserPin => Path.Combine(Configuration, "user.pin");

    /// <summary>The user PIN that a change is about to give to the token (0600); until that is at its end, either may be the token's.</summary>
    public string NextUserPin => UserPin + ".new";

    /// <summary>The security officer's PIN (0600).</summary>
    public string SecurityOfficerPin => Path.Combine(Configuration, "so.pin");

    /// <summary>What the classic nucleus is given to merge over its configuration; it may hold the user PIN (0600), and goes after that.</summary>
    public string NucleusChange => Path.Combine(Configuration, "nucleus-change.yaml");

    /// <summary>Where the configuration for a nucleus is written unless another folder is named.</summary>
    public string NucleusConfiguration => Path.Combine(Configuration, "nucleus");
}
