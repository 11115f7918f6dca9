using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>What is known of a role alias.</summary>
public partial class RoleAliasDescription
{
    /// <summary>Name of the role alias.</summary>
    public string RoleAlias { get; set; }

    /// <summary>ARN of the role alias.</summary>
    public string RoleAliasArn { get; set; }

    /// <summary>ARN of the IAM role that the alias stands for.</summary>
    public string RoleArn { get; set; }

    /// <summary>Account that owns the role alias.</summary>
    public string Owner { get; set; }

    /// <summary>How long issued credentials live, in seconds.</summary>
    public int? CredentialDurationSeconds { get; set; }

    /// <summary>When it was created, UTC.</summary>
    public DateTime? CreationDate { get; set; }

    /// <summary>When it was last changed, UTC.</summary>
    public DateTime? LastModifiedDate { get; set; }

    internal static RoleAliasDescription Read(JsonElement reply) =>
        new()
        {
            RoleAlias = reply.Text("roleAlias"),
            RoleAliasArn = reply.Text("roleAliasArn"),
            RoleArn = reply.Text("roleArn"),
            Owner = reply.Text("owner"),
            CredentialDurationSeconds = reply.Integer("credentialDurationSeconds"),
            CreationDate = reply.Time("creationDate"),
            LastModifiedDate = reply.Time("lastModifiedDate"),
        };
}
