using System.Text.RegularExpressions;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Component;

/// <summary>The forms of names in the configuration.</summary>
internal static partial class ConfigurationForms
{
    /// <summary><c>rotation.requestId</c>.</summary>
    internal static readonly NameForm Request = new(RequestPattern(), "1 to 128 printable ASCII characters");

    /// <summary><c>reporting.shadow</c>: as AWS IoT names shadows.</summary>
    internal static readonly NameForm Shadow = new(ShadowPattern(), "1 to 64 letters, digits, '$', ':', '_' and '-'");

    /// <summary><c>issuer.template</c>: as AWS IoT names provisioning templates.</summary>
    internal static readonly NameForm Template = new(TemplatePattern(), "1 to 36 letters, digits, '_' and '-'");

    /// <summary><c>issuer.folder</c>.</summary>
    internal static readonly NameForm AbsolutePath = new(PathPattern(), "an absolute path");

    [GeneratedRegex(@"^[!-~]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RequestPattern();

    // AWS IoT, DescribeThing and named shadows: shadowName.
    [GeneratedRegex(@"^[$a-zA-Z0-9:_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ShadowPattern();

    // AWS IoT, CreateProvisioningTemplate: templateName.
    [GeneratedRegex(@"^[0-9A-Za-z_-]{1,36}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TemplatePattern();

    [GeneratedRegex(@"^/[^\x00-\x1f]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PathPattern();
}
