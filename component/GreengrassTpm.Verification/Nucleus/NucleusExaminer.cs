using System.Security.Cryptography;
using System.Text;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>Reads what the configuration of a nucleus says about its credential.</summary>
internal static class NucleusExaminer
{
    private const string Provider = "aws.greengrass.crypto.Pkcs11Provider";

    /// <summary>The first file that names a private key decides.</summary>
    /// <param name="places">Where to look.</param>
    /// <param name="module">The module of this examination.</param>
    /// <param name="pin">The PIN of this examination, for comparing; null where there is none.</param>
    internal static Fact<NucleusFacts> Examine(NucleusPlaces places, string module, Pin? pin)
    {
        Finding absence = Finding.Skipped(
            $"No configuration of a nucleus was found in {places.ClassicFolder} and {places.LiteFolder}."
        );
        try
        {
            foreach ((NucleusFlavour flavour, string file) in places.Files().Where(place => File.Exists(place.File)))
            {
                NucleusFacts facts = Read(flavour, file, pin);
                facts = facts with { UsesModule = facts.Library is { } library && IsSameFile(library, module) };
                if (facts.Problem is not null || facts.PrivateKeyPath is not null)
                {
                    return facts;
                }
            }
        }
        catch (UnauthorizedAccessException)
        {
            absence = Unreadable;
        }

        return IsHidden(places.ClassicFolder) ? Unreadable : absence;
    }

    /// <summary>What a document says.</summary>
    internal static NucleusFacts Tell(NucleusFlavour flavour, string file, NucleusDocument document, Pin? pin)
    {
        string? key = document.Text("system", "privateKeyPath");
        string? certificate = document.Text("system", "certificateFilePath");
        Pkcs11Uri? keyUri = Uri(key);
        string service = flavour == NucleusFlavour.Classic ? "aws.greengrass.Nucleus" : "aws.greengrass.NucleusLite";
        string? providerPin = document.Text("services", Provider, "configuration", "userPin");
        return new NucleusFacts(flavour, file)
        {
            PrivateKeyPath = keyUri?.ToString() ?? key,
            CertificatePath = Uri(certificate)?.ToString() ?? certificate,
            KeyLabel = keyUri?.ObjectLabel,
            CertificateLabel = Uri(certificate)?.ObjectLabel,
            TokenLabel = keyUri?.Token,
            KeyId = keyUri?.Id is { } id ? Convert.ToHexStringLower(id.Span) : null,
            Library = document.Text("services", Provider, "configuration", "library"),
            Slot = document.Text("services", Provider, "configuration", "slot"),
            HasPin = providerPin is not null || keyUri is { HasPin: true } or { PinSource: not null },
            HasSamePin = IsSame(pin, providerPin, keyUri),
            HasSecretManager = document.Has("services", "aws.greengrass.SecretManager"),
            ThingName = document.Text("system", "thingName"),
            Region = OfNucleus("awsRegion"),
            RoleAlias = OfNucleus("iotRoleAlias"),
            DataEndpoint = OfNucleus("iotDataEndpoint"),
            CredentialsEndpoint = OfNucleus("iotCredEndpoint"),
            RootAuthorityPath = document.Text("system", "rootCaPath"),
        };

        string? OfNucleus(string name) => document.Text("services", service, "configuration", name);
    }

    /// <summary>The PIN in the file that decides; null where there is none.</summary>
    /// <exception cref="PinUnusableException">What is there cannot be a PIN.</exception>
    internal static Pin? ReadPin(NucleusPlaces places)
    {
        foreach ((NucleusFlavour _, string path) in places.Files().Where(place => File.Exists(place.File)))
        {
            NucleusDocument document = NucleusDocument.Read(path);
            if (document.Text("system", "privateKeyPath") is not string key)
            {
                continue;
            }

            Pkcs11Uri? uri = Uri(key);
            return document.Text("services", Provider, "configuration", "userPin") is string text
                    ? Pin.FromUtf8(Encoding.UTF8.GetBytes(text))
                : uri is { PinFile: string file } ? Pin.ReadFile(file)
                : uri?.ReadPin();
        }

        return null;
    }

    /// <summary>The files that a nucleus has a PIN from, not only the one that decides.</summary>
    internal static IReadOnlyList<NucleusPinFile> FilesWith(NucleusPlaces places, Pin pin) =>
        [
            .. places
                .Files()
                .Where(place => File.Exists(place.File))
                .SelectMany(place => FilesWith(place.Flavour, place.File, NucleusDocument.Read(place.File), pin))
                .Distinct(),
        ];

    private static IEnumerable<NucleusPinFile> FilesWith(
        NucleusFlavour flavour,
        string file,
        NucleusDocument document,
        Pin pin
    )
    {
        if (
            document.Text("services", Provider, "configuration", "userPin") is string text
            && IsSame(pin, text, null) == true
        )
        {
            yield return new NucleusPinFile(flavour, file, IsPinAlone: false);
        }

        foreach (string key in (string[])["privateKeyPath", "certificateFilePath"])
        {
            Pkcs11Uri? uri = Uri(document.Text("system", key));
            if (uri is { HasPin: true } && IsSame(pin, null, uri) == true)
            {
                yield return new NucleusPinFile(flavour, file, IsPinAlone: false);
            }

            if (uri is { PinFile: string source } && IsIn(source, pin))
            {
                yield return new NucleusPinFile(flavour, source, IsPinAlone: true);
            }
        }
    }

    private static bool IsIn(string file, Pin pin)
    {
        try
        {
            using Pin there = Pin.ReadFile(file);
            return CryptographicOperations.FixedTimeEquals(there.Reveal(), pin.Reveal());
        }
        catch (PinUnusableException)
        {
            return false;
        }
    }

    private static Finding Unreadable =>
        Finding.Unseen("This user may not read the nucleus' configuration.", "Run it as root.");

    private static NucleusFacts Read(NucleusFlavour flavour, string file, Pin? pin)
    {
        try
        {
            return Tell(flavour, file, NucleusDocument.Read(file), pin);
        }
        catch (Exception error) when (error is IOException or FormatException)
        {
            return new NucleusFacts(flavour, file) { Problem = error.Message };
        }
    }

    // A folder that may not be entered looks like one that is empty.
    private static bool IsHidden(string folder)
    {
        try
        {
            _ = Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static bool? IsSame(Pin? pin, string? text, Pkcs11Uri? uri)
    {
        if (pin is null)
        {
            return null;
        }

        if (text is not null)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            bool isSame = CryptographicOperations.FixedTimeEquals(bytes, pin.Reveal());
            CryptographicOperations.ZeroMemory(bytes);
            return isSame;
        }

        try
        {
            using Pin? inUri = uri?.ReadPin();
            return inUri is null ? null : CryptographicOperations.FixedTimeEquals(inUri.Reveal(), pin.Reveal());
        }
        catch (PinUnusableException)
        {
            return false;
        }
    }

    // Distributions lay links to modules.
    private static bool IsSameFile(string one, string other) => Target(one) == Target(other);

    private static string Target(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return path;
        }
    }

    private static Pkcs11Uri? Uri(string? text) => Pkcs11Uri.TryParse(text, out Pkcs11Uri? uri) ? uri : null;
}
