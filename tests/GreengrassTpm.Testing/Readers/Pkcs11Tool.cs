using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Testing;

/// <summary>OpenSC's <c>pkcs11-tool</c> as a reader, and as a maker of tokens and keys that we have not made.</summary>
/// <param name="token">The token.</param>
public sealed class Pkcs11Tool(TokenAccess token)
{
    private const string PinVariable = "PKCS11_TOOL_PIN";
    private const string SoPinVariable = "PKCS11_TOOL_SO_PIN";

    /// <summary>Initialises the first uninitialised slot as the token, and sets its PIN.</summary>
    /// <param name="soPin">The SO PIN to set.</param>
    /// <exception cref="ChildFailedException">The module refused.</exception>
    public void InitToken(string soPin)
    {
        Run(soPin, "--init-token", "--label", token.TokenLabel, "--so-pin", $"env:{SoPinVariable}");
        Run(
            soPin,
            "--token-label",
            token.TokenLabel,
            "--init-pin",
            "--login",
            "--login-type",
            "so",
            "--so-pin",
            $"env:{SoPinVariable}",
            "--new-pin",
            $"env:{PinVariable}"
        );
    }

    /// <summary>Generates a key pair on the token.</summary>
    /// <param name="type">The key's type in pkcs11-tool's words: <c>EC:prime256v1</c>, <c>rsa:2048</c>, …</param>
    /// <param name="label">The CKA_LABEL of both halves.</param>
    /// <param name="id">The CKA_ID in hexadecimal digits.</param>
    /// <exception cref="ChildFailedException">The module refused.</exception>
    public void GenerateKeyPair(string type, string label, string id) =>
        RunWithLogin("--keypairgen", "--key-type", type, "--label", label, "--id", id);

    /// <summary>Writes a certificate to the token.</summary>
    /// <param name="path">The certificate's DER file.</param>
    /// <param name="label">Its CKA_LABEL.</param>
    /// <param name="id">Its CKA_ID in hexadecimal digits.</param>
    /// <exception cref="ChildFailedException">The module refused.</exception>
    public void WriteCertificate(string path, string label, string id) =>
        RunWithLogin("--write-object", path, "--type", "cert", "--label", label, "--id", id);

    /// <summary>Lists the token's objects, the private ones too.</summary>
    /// <returns>The objects in the order of the module.</returns>
    /// <exception cref="ChildFailedException">The module refused.</exception>
    public IReadOnlyList<ReadObject> ListObjects() => Parse(RunWithLogin("--list-objects").Output);

    /// <summary>Deletes the one object of a class that carries a label.</summary>
    /// <param name="type">privkey, pubkey or cert.</param>
    /// <param name="label">Its CKA_LABEL.</param>
    /// <exception cref="ChildFailedException">The module refused, or there is none.</exception>
    public void Delete(string type, string label) => RunWithLogin("--delete-object", "--type", type, "--label", label);

    /// <summary>Reads a public key.</summary>
    /// <param name="id">Its CKA_ID in hexadecimal digits.</param>
    /// <returns>The key, exportable as SubjectPublicKeyInfo.</returns>
    /// <exception cref="ChildFailedException">The module refused, or there is none.</exception>
    public PublicKey ReadPublicKey(string id)
    {
        using var folder = PrivateFolder.Create();
        PrivateFolder.OpenToEveryone(folder.Path);
        var file = folder.File("key");
        RunWithLogin("--read-object", "--type", "pubkey", "--id", id, "--output-file", file);
        return PublicKey.CreateFromSubjectPublicKeyInfo(File.ReadAllBytes(file), out _);
    }

    /// <summary>Finds the id of the slot that holds the token.</summary>
    /// <returns>The slot's id (CK_SLOT_ID), which is not its index.</returns>
    /// <exception cref="ChildFailedException">The module refused.</exception>
    /// <exception cref="InvalidOperationException">No slot holds the token.</exception>
    public ulong FindSlot()
    {
        var slot = "";
        foreach (var line in Run(soPin: "", "--list-slots").Output.Split('\n'))
        {
            // "Slot 0 (0x1): …" comes before "  token label        : …".
            if (line.StartsWith("Slot ", StringComparison.Ordinal))
            {
                slot = line.Split('(', ')')[1];
            }
            else if (
                line.Split(':', 2) is [var name, var label]
                && name.Trim() == "token label"
                && label.Trim() == token.TokenLabel
            )
            {
                return Convert.ToUInt64(slot, 16);
            }
        }

        throw new InvalidOperationException($"No slot holds {token}.");
    }

    /// <summary>Signs with a private key of the token.</summary>
    /// <param name="mechanism">The mechanism in pkcs11-tool's words: <c>ECDSA-SHA256</c>, <c>SHA256-RSA-PKCS</c>, …</param>
    /// <param name="id">The key's CKA_ID in hexadecimal digits.</param>
    /// <param name="data">What to sign.</param>
    /// <returns>The signature, an ECDSA one in DER.</returns>
    /// <exception cref="ChildFailedException">The module refused.</exception>
    public byte[] Sign(string mechanism, string id, ReadOnlySpan<byte> data)
    {
        using var folder = PrivateFolder.Create();
        var (input, output) = (folder.File("data"), folder.File("signature"));
        File.WriteAllBytes(input, data);
        PrivateFolder.OpenToEveryone(folder.Path);
        RunWithLogin(
            "--sign",
            "--mechanism",
            mechanism,
            "--id",
            id,
            "--signature-format",
            "openssl",
            "--input-file",
            input,
            "--output-file",
            output
        );
        return File.ReadAllBytes(output);
    }

    private static List<ReadObject> Parse(string listing)
    {
        var objects = new List<ReadObject>();
        foreach (var line in listing.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.Split(" Object; ") is [var kind, _])
            {
                objects.Add(new ReadObject(kind, "", "", ""));
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal) && colon > 0)
            {
                objects[^1] = WithField(objects[^1], line[..colon].Trim(), line[(colon + 1)..].Trim());
            }
        }

        return objects;
    }

    private static ReadObject WithField(ReadObject read, string name, string value) =>
        name switch
        {
            "label" => read with { Label = value },
            "ID" => read with { Id = value },
            "Access" => read with { Access = value },
            _ => read,
        };

    private ChildResult RunWithLogin(params string[] arguments) =>
        Run(soPin: "", ["--token-label", token.TokenLabel, "--login", "--pin", $"env:{PinVariable}", .. arguments]);

    private ChildResult Run(string soPin, params string[] arguments) =>
        ChildProcess
            .Run(
                new Command("pkcs11-tool", ["--module", token.ModulePath, .. arguments]) { User = token.User }
                    .With(token.Environment)
                    .With(new Dictionary<string, string> { [PinVariable] = token.Pin, [SoPinVariable] = soPin })
            )
            .OrThrow();
}
