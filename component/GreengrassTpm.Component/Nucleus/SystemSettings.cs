using GreengrassTpm.CommandLine;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GreengrassTpm.Component;

/// <summary>The part <c>system</c> of a nucleus' own configuration, which no component can ask the classic nucleus for.</summary>
internal sealed record SystemSettings
{
    // What a nucleus with hundreds of components writes stays far below.
    private const long LargestFile = 16 * 1024 * 1024;

    /// <summary>The private key's URI.</summary>
    internal string? PrivateKeyPath { get; init; }

    /// <summary>The certificate's URI.</summary>
    internal string? CertificateFilePath { get; init; }

    /// <summary>The file of the roots that AWS IoT's certificates lead to.</summary>
    internal string? RootCaPath { get; init; }

    /// <summary>The thing that the device is.</summary>
    internal string? ThingName { get; init; }

    /// <summary>Reads files; what a later one says wins over an earlier one. A file that is not there says nothing.</summary>
    /// <exception cref="CommandException">A file cannot be read, or is no YAML.</exception>
    internal static SystemSettings Read(IEnumerable<string> files)
    {
        SystemSettings settings = new();
        foreach (string file in files.Where(File.Exists))
        {
            settings = settings.With(ReadFile(file));
        }

        return settings;
    }

    /// <summary>Reads one document; what does not look like a nucleus' configuration says nothing.</summary>
    /// <exception cref="YamlException">It is no YAML.</exception>
    internal static SystemSettings Parse(TextReader text)
    {
        YamlStream stream = [];
        stream.Load(text);
        var system = stream.Documents.FirstOrDefault()?.RootNode is YamlMappingNode root
            ? Member(root, "system")
            : null;
        return system is not YamlMappingNode mapping
            ? new SystemSettings()
            : new SystemSettings
            {
                PrivateKeyPath = Text(mapping, "privateKeyPath"),
                CertificateFilePath = Text(mapping, "certificateFilePath"),
                RootCaPath = Text(mapping, "rootCaPath"),
                ThingName = Text(mapping, "thingName"),
            };
    }

    private SystemSettings With(SystemSettings later) =>
        new()
        {
            PrivateKeyPath = later.PrivateKeyPath ?? PrivateKeyPath,
            CertificateFilePath = later.CertificateFilePath ?? CertificateFilePath,
            RootCaPath = later.RootCaPath ?? RootCaPath,
            ThingName = later.ThingName ?? ThingName,
        };

    private static SystemSettings ReadFile(string file)
    {
        try
        {
            using StreamReader reader = new(file);
            return reader.BaseStream.Length <= LargestFile
                ? Parse(reader)
                : throw new IOException($"it is larger than {LargestFile} bytes");
        }
        catch (Exception error) when (error is YamlException or IOException or UnauthorizedAccessException)
        {
            // The message of a YAML error may quote the text, which may hold the PIN.
            string reason = error is YamlException yaml ? $"no YAML at line {yaml.Start.Line}" : error.Message;
            throw new CommandException(
                error is UnauthorizedAccessException ? ExitCode.Permission : ExitCode.Configuration,
                $"the nucleus' configuration {file} cannot be read: {ErrorExplanation.Sentence(reason)}",
                "the component must run as root; name the label in credential.keyLabel to do without this file",
                error is YamlException ? null : error
            );
        }
    }

    private static YamlNode? Member(YamlMappingNode mapping, string key) =>
        mapping.Children.FirstOrDefault(child => child.Key is YamlScalarNode name && name.Value == key).Value;

    private static string? Text(YamlMappingNode mapping, string key) =>
        Member(mapping, key) is YamlScalarNode { Value.Length: > 0 } scalar ? scalar.Value : null;
}
