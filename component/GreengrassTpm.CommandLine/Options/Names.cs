using System.Text.RegularExpressions;

namespace GreengrassTpm.CommandLine;

/// <summary>The forms of the names that a user may give. They need no escaping in URIs, YAML or certificate subjects.</summary>
public static partial class Names
{
    /// <summary>An AWS IoT thing name that fits a certificate's common name (RFC 5280, ub-common-name: 64).</summary>
    public static readonly NameForm ThingName = new(ThingNamePattern(), "1 to 64 letters, digits, ':', '_' and '-'");

    /// <summary>A token label: 32 bytes (PKCS#11, CK_TOKEN_INFO), of characters that URIs take as they are.</summary>
    public static readonly NameForm TokenLabel = new(TokenLabelPattern(), "1 to 32 letters, digits, '.', '_' and '-'");

    /// <summary>A key label, not one that a rotation uses.</summary>
    public static readonly NameForm KeyLabel = new(
        KeyLabelPattern(),
        "1 to 64 letters, digits, '.', '_' and '-', not ending in '.next' or '.previous'"
    );

    /// <summary>An AWS region.</summary>
    public static readonly NameForm Region = new(RegionPattern(), "a region such as eu-central-1");

    /// <summary>A role alias (iot:CreateRoleAlias).</summary>
    public static readonly NameForm RoleAlias = new(
        RoleAliasPattern(),
        "1 to 128 letters, digits, '=', ',', '@', '_' and '-'"
    );

    /// <summary>A policy of AWS IoT (iot:CreatePolicy).</summary>
    public static readonly NameForm Policy = new(
        PolicyPattern(),
        "1 to 128 letters, digits, '+', '=', ',', '.', '@', '_' and '-'"
    );

    /// <summary>A thing group of AWS IoT (iot:CreateThingGroup).</summary>
    public static readonly NameForm ThingGroup = new(ThingGroupPattern(), "1 to 128 letters, digits, ':', '_' and '-'");

    /// <summary>A host name (RFC 1123).</summary>
    public static readonly NameForm HostName = new(HostNamePattern(), "a host name without scheme, port or path");

    [GeneratedRegex(@"^[a-zA-Z0-9:_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ThingNamePattern();

    [GeneratedRegex(@"^[a-zA-Z0-9._-]{1,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TokenLabelPattern();

    [GeneratedRegex(@"^(?!.*\.(next|previous)\z)[a-zA-Z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyLabelPattern();

    [GeneratedRegex(@"^[a-z0-9-]{1,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegionPattern();

    [GeneratedRegex(@"^[a-zA-Z0-9_=,@-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoleAliasPattern();

    [GeneratedRegex(@"^[a-zA-Z0-9_+=,.@-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PolicyPattern();

    [GeneratedRegex(@"^[a-zA-Z0-9:_-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ThingGroupPattern();

    [GeneratedRegex(
        @"^(?=.{1,253}\z)[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex HostNamePattern();
}
