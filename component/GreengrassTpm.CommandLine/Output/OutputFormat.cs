namespace GreengrassTpm.CommandLine;

/// <summary>The form that results are wanted in.</summary>
public enum OutputFormat
{
    /// <summary>For people: tables on a terminal, plain lines elsewhere.</summary>
    Text,

    /// <summary>For programs.</summary>
    Json,
}
