namespace GreengrassTpm.Pkcs11;

/// <summary>The names of key algorithms in configuration and reports.</summary>
public static class KeyAlgorithmText
{
    /// <summary><c>ec-p256</c>, <c>ec-p384</c>, <c>rsa-2048</c> or <c>rsa-3072</c>.</summary>
    public static string ToText(this KeyAlgorithm algorithm) =>
        algorithm switch
        {
            KeyAlgorithm.EcP256 => "ec-p256",
            KeyAlgorithm.EcP384 => "ec-p384",
            KeyAlgorithm.Rsa2048 => "rsa-2048",
            KeyAlgorithm.Rsa3072 => "rsa-3072",
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "not a key algorithm"),
        };

    /// <summary>Reads such a name.</summary>
    /// <returns><see langword="false"/> if it is none of the four.</returns>
    public static bool TryParse(string? text, out KeyAlgorithm algorithm)
    {
        foreach (KeyAlgorithm candidate in Enum.GetValues<KeyAlgorithm>())
        {
            if (candidate.ToText() == text)
            {
                algorithm = candidate;
                return true;
            }
        }

        algorithm = default;
        return false;
    }
}
