using System.Globalization;

namespace GreengrassTpm.Tpm;

/// <summary>The symmetric cipher of an object: for a storage key, the one that protects its children.</summary>
/// <param name="Algorithm">The cipher.</param>
/// <param name="KeyBits">Length of its key in bits.</param>
/// <param name="Mode">Mode of operation.</param>
public sealed record SymmetricDefinition(TpmAlgorithm Algorithm, int KeyBits, TpmAlgorithm Mode)
{
    /// <summary>For example <c>aes128cfb</c>.</summary>
    /// <returns>The definition as tpm2-tools write it.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Algorithm.Name()}{KeyBits}{Mode.Name()}");
}
