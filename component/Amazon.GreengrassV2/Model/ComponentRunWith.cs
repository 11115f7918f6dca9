using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Whom a component runs as and with what resources.</summary>
public partial class ComponentRunWith
{
    /// <summary>User and group on Linux, as <c>user:group</c>.</summary>
    public string PosixUser { get; set; }

    /// <summary>Limits; null for none.</summary>
    public SystemResourceLimits SystemResourceLimits { get; set; }

    /// <summary>User on Windows.</summary>
    public string WindowsUser { get; set; }

    internal static ComponentRunWith Read(JsonElement reply) =>
        new()
        {
            PosixUser = reply.Text("posixUser"),
            SystemResourceLimits = reply.Object("systemResourceLimits", SystemResourceLimits.Read),
            WindowsUser = reply.Text("windowsUser"),
        };

    internal static void Write(Utf8JsonWriter writer, ComponentRunWith value)
    {
        writer.Member("posixUser", value.PosixUser);
        writer.Member("systemResourceLimits", value.SystemResourceLimits, SystemResourceLimits.Write);
        writer.Member("windowsUser", value.WindowsUser);
    }
}
