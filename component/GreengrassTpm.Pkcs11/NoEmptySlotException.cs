namespace GreengrassTpm.Pkcs11;

/// <summary>The module has no slot in which a new token could be initialised.</summary>
public sealed class NoEmptySlotException : TokenException
{
    internal NoEmptySlotException(TokenLocation location)
        : base($"{location.ModulePath} has no empty slot for the new token '{location.TokenLabel}'.") { }
}
