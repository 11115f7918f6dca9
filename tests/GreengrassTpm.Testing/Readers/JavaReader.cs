using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GreengrassTpm.Testing;

/// <summary>
/// A Java program that loads a credential with SunPKCS11 the way the classic nucleus does: see java/TokenReader.java.
/// </summary>
/// <param name="token">The token.</param>
public sealed class JavaReader(TokenAccess token)
{
    private static readonly JsonSerializerOptions ReportFormat = new(JsonSerializerDefaults.Web);

    /// <summary>Loads the credential behind a label, signs with its key and verifies with its certificate.</summary>
    /// <param name="label">The label, which is the alias for Java.</param>
    /// <param name="server">A TLS server to make a TLS 1.2 handshake with then; null = none.</param>
    /// <returns>What the nucleus would find.</returns>
    /// <exception cref="ChildFailedException">The program did not do what it was written for.</exception>
    public JavaReading Read(string label, JavaHandshake? server = null)
    {
        var tool = new Pkcs11Tool(token);

        // The nucleus' MQTT client (aws-c-io) finds the key by its label and refuses two; SunPKCS11 would not notice.
        var keys = tool.ListObjects().Count(read => read.Kind == "Private Key" && read.Label == label);
        if (keys > 1)
        {
            return new JavaReading(JavaOutcome.Duplicate) { Message = $"{keys} private keys are labelled '{label}'" };
        }

        return Parse(ChildProcess.Run(ReaderCommand(label, tool.FindSlot(), server)));
    }

    private static JavaReading Parse(ChildResult result)
    {
        var outcome = (JavaOutcome)result.ExitCode;
        var line = result.Output.Split('\n').FirstOrDefault(line => line.StartsWith('{'));
        if (line is null || !Enum.IsDefined(outcome))
        {
            throw new ChildFailedException(result);
        }

        return JsonSerializer.Deserialize<JavaReading>(line, ReportFormat)! with
        {
            Outcome = outcome,
        };
    }

    private static string CompiledClasses()
    {
        var source = EmbeddedSource.Read("TokenReader.java");
        return MadeOnce.Get(
            "java-reader",
            Compiler() + source,
            folder =>
            {
                using var workplace = PrivateFolder.Create();
                var file = workplace.File("TokenReader.java");
                File.WriteAllText(file, source);
                ChildProcess.RunOrThrow("javac", "-Xlint:all,-serial", "-Werror", "-d", folder, file);
            }
        );
    }

    // Which compiler it is, without starting it: that would take as long as the reader itself.
    private static string Compiler()
    {
        var path = Tool.Find("javac");
        var compiler = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
        return string.Create(CultureInfo.InvariantCulture, $"{compiler.FullName} {compiler.LastWriteTimeUtc:O}");
    }

    private Command ReaderCommand(string label, ulong slot, JavaHandshake? server)
    {
        string[] handshake = server is null
            ? []
            :
            [
                server.Host,
                server.Port.ToString(CultureInfo.InvariantCulture),
                server.AuthorityFile,
                .. server.MqttClientId is string id ? (string[])[id] : [],
            ];
        string[] arguments =
        [
            // A start in 0.3 s: the collector and the compiler for short lives.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            CompiledClasses(),
            "TokenReader",
            token.ModulePath,
            slot.ToString(CultureInfo.InvariantCulture),
            label,
            .. handshake,
        ];
        return new Command("java", arguments)
        {
            Environment = token.Environment,
            StandardInput = Encoding.UTF8.GetBytes(token.Pin + "\n"),
            User = token.User,
        };
    }
}

/// <summary>A TLS server for <see cref="JavaReader"/>.</summary>
/// <param name="Host">Its name, which its certificate has to bear.</param>
/// <param name="Port">Its port.</param>
/// <param name="AuthorityFile">The PEM file of the authority that its certificate comes from.</param>
/// <param name="MqttClientId">The id to connect by MQTT with, after the handshake; null = no such connection.</param>
public sealed record JavaHandshake(string Host, int Port, string AuthorityFile, string? MqttClientId = null);

/// <summary>What came of <see cref="JavaReader.Read"/>: the program's exit codes.</summary>
public enum JavaOutcome
{
    /// <summary>The credential works.</summary>
    Loaded = 0,

    /// <summary>No key entry has the label.</summary>
    NoAlias = 10,

    /// <summary>Key and certificate do not belong together.</summary>
    Mismatch = 11,

    /// <summary>Two private keys share a CKA_ID or the label, or two certificates the label.</summary>
    Duplicate = 12,

    /// <summary>The TLS handshake failed.</summary>
    HandshakeFailed = 13,

    /// <summary>The module, the token or the key did not work.</summary>
    NotLoaded = 14,
}

/// <summary>What <see cref="JavaReader"/> found.</summary>
/// <param name="Outcome">What came of it.</param>
public sealed record JavaReading(JavaOutcome Outcome)
{
    /// <summary>Gets why it did not work.</summary>
    public string? Message { get; init; }

    /// <summary>Gets the key's algorithm: EC or RSA.</summary>
    public string? Algorithm { get; init; }

    /// <summary>Gets the certificate's subject.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets the SHA-256 of the certificate's DER in lower-case hexadecimal digits.</summary>
    public string? CertificateSha256 { get; init; }

    /// <summary>Gets the protocol of the handshake.</summary>
    public string? TlsProtocol { get; init; }

    /// <summary>Gets the cipher suite of the handshake.</summary>
    public string? TlsCipherSuite { get; init; }

    /// <summary>Gets the return code of the MQTT connection: 0 = accepted; "none" = the server hung up.</summary>
    public string? MqttReturnCode { get; init; }
}
