namespace GreengrassTpm.Pkcs11;

/// <summary>A change of the user PIN was cut off, and which of the two the token takes is not known. No token was asked.</summary>
public sealed class PinChangeUnfinishedException : PinUnusableException
{
    /// <summary>Makes the error.</summary>
    /// <param name="current">The file of the PIN that was to be changed.</param>
    /// <param name="next">The file of the new one.</param>
    public PinChangeUnfinishedException(string current, string next)
        : base(
            $"an unfinished pin change: the token takes either what is in {current} or what is in {next}, and neither was "
                + "tried; run 'greengrass-tpm-bootstrap pin change' again, with the nucleus stopped"
        ) { }
}
