using System.Globalization;
using System.Runtime.InteropServices;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GreengrassTpm.Verification;

/// <summary>
/// What tpm2-pkcs11's store says that the module does not: the version of its tables, and the key of the chip under which a
/// token's keys are. Opens a copy only.
/// </summary>
internal static class StoreDatabase
{
    private const string SchemaQuery = "SELECT schema_version FROM schema";

    private const string PrimaryQuery =
        "SELECT pobjects.config, pobjects.objauth FROM pobjects JOIN tokens ON tokens.pid = pobjects.id WHERE tokens.label = ?";

    private const string ParentsQuery =
        "SELECT tokens.label, pobjects.config FROM tokens JOIN pobjects ON tokens.pid = pobjects.id";

    private const int MostTokens = 1000;

    private static readonly nint Transient = -1;

    /// <summary>The version of the store's tables; null where it cannot be read.</summary>
    internal static int? ReadSchemaVersion(string file) =>
        ReadRow(file, SchemaQuery, null, columns: 1) is [string text]
        && int.TryParse(text, CultureInfo.InvariantCulture, out int version)
            ? version
            : null;

    /// <summary>The key under which a token's keys are; null where the store does not say.</summary>
    internal static StorePrimary? ReadPrimary(string file, string tokenLabel)
    {
        try
        {
            return ReadRow(file, PrimaryQuery, tokenLabel, columns: 2) is [string configuration, string authorisation]
                ? Parse(configuration, authorisation)
                : null;
        }
        catch (YamlException)
        {
            return null;
        }
    }

    /// <summary>The tokens whose keys are under a persistent key of the chip.</summary>
    internal static IReadOnlyList<TokenParent> ReadParents(string file) =>
        [
            .. ReadRows(file, ParentsQuery, null, columns: 2, MostTokens)
                .Select(row =>
                    row is [{ Length: > 0 } label, string configuration]
                    && TryParse(configuration) is { Handle: uint handle }
                        ? new TokenParent(label, handle)
                        : null
                )
                .OfType<TokenParent>(),
        ];

    private static StorePrimary? TryParse(string configuration)
    {
        try
        {
            return Parse(configuration, authorisation: "");
        }
        catch (YamlException)
        {
            return null;
        }
    }

    /// <summary>Reads the configuration of a primary: <c>transient</c>, and the serialised ESYS handle, which begins with the TPM's.</summary>
    internal static StorePrimary? Parse(string configuration, string authorisation)
    {
        YamlStream yaml = [];
        using StringReader text = new(configuration);
        yaml.Load(text);
        if (yaml.Documents is not [{ RootNode: YamlMappingNode map }])
        {
            return null;
        }

        bool needsAuthorisation = authorisation.Length > 0;
        if (Text(map, "transient") is "true")
        {
            return new StorePrimary(null, needsAuthorisation);
        }

        return
            Text(map, "esys-tr") is { Length: >= 8 } handle
            && uint.TryParse(handle.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint number)
            ? new StorePrimary(number, needsAuthorisation)
            : null;
    }

    private static string? Text(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? value) ? (value as YamlScalarNode)?.Value
        : map.Children.FirstOrDefault(entry => entry.Key is YamlScalarNode name && name.Value == key).Value
            is YamlScalarNode scalar
            ? scalar.Value
        : null;

    /// <summary>The first row of an answer; null where there is none, or no SQLite.</summary>
    private static string?[]? ReadRow(string file, string query, string? parameter, int columns) =>
        ReadRows(file, query, parameter, columns, most: 1).FirstOrDefault();

    /// <summary>The rows of an answer; none where there is no SQLite.</summary>
    private static List<string?[]> ReadRows(string file, string query, string? parameter, int columns, int most)
    {
        List<string?[]> rows = [];
        nint database = 0;
        nint statement = 0;
        try
        {
            bool isAsked =
                Sqlite.Open(file, out database, Sqlite.ReadWrite, null) == 0
                && Sqlite.Prepare(database, query, -1, out statement, 0) == 0
                && (parameter is null || Sqlite.Bind(statement, 1, parameter, -1, Transient) == 0);
            while (isAsked && rows.Count < most && Sqlite.Step(statement) == Sqlite.Row)
            {
                rows.Add([
                    .. Enumerable
                        .Range(0, columns)
                        .Select(column => Marshal.PtrToStringUTF8(Sqlite.Column(statement, column))),
                ]);
            }

            return rows;
        }
        catch (DllNotFoundException)
        {
            return rows;
        }
        finally
        {
            // A database that could not be opened has a handle as well.
            if (statement != 0)
            {
                _ = Sqlite.Finalize(statement);
            }

            if (database != 0)
            {
                _ = Sqlite.Close(database);
            }
        }
    }
}
