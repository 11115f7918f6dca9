namespace GreengrassTpm.Component;

/// <summary>The part <c>issuer</c> of the configuration.</summary>
/// <param name="Type"><c>type</c>: who signs new certificates.</param>
/// <param name="Template"><c>template</c>: the provisioning template; empty where none is needed.</param>
/// <param name="Folder"><c>folder</c>: the absolute path of the folder that is watched; empty where none is needed.</param>
public sealed record IssuerSettings(
    IssuerType Type = IssuerType.IotControlPlane,
    string Template = "",
    string Folder = ""
)
{
    /// <summary>Reads it.</summary>
    internal static IssuerSettings Read(ConfigurationSection issuer)
    {
        IssuerSettings defaults = new();
        IssuerSettings read = new(
            issuer.Choice(
                "type",
                defaults.Type,
                ("iot-control-plane", IssuerType.IotControlPlane),
                ("fleet-provisioning", IssuerType.FleetProvisioning),
                ("directory", IssuerType.Directory)
            ),
            issuer.Text("template", defaults.Template, ConfigurationForms.Template),
            issuer.Text("folder", defaults.Folder, ConfigurationForms.AbsolutePath)
        );
        issuer.Require("template", read.Type != IssuerType.FleetProvisioning || read.Template.Length > 0);
        issuer.Require("folder", read.Type != IssuerType.Directory || read.Folder.Length > 0);
        return read;
    }
}
