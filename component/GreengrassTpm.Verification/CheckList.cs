namespace GreengrassTpm.Verification;

/// <summary>Every check there is.</summary>
public static class CheckList
{
    /// <summary>The checks, in the order in which a reader follows them: from the store to the cloud.</summary>
    public static IReadOnlyList<Check> All { get; } =
    [
        StoreExists.Check,
        StoreAccess.Check,
        StoreNucleus.Check,
        ModuleLoads.Check,
        TokenFound.Check,
        TokenSlot.Check,
        ChipLockout.Check,
        TokenLogin.Check,
        TokenObjects.Check,
        KeyAttributes.Check,
        KeyOrigin.Check,
        KeySignature.Check,
        CertificateValidity.Check,
        CertificateSubject.Check,
        CertificateChain.Check,
        CertificateAge.Check,
        ChipHandles.Check,
        ChipFirmware.Check,
        PinGuessable.Check,
        PinReaders.Check,
        NucleusConfiguration.Check,
        NucleusSecretManager.Check,
        RotationJournal.Check,
        RotationUnfinished.Check,
        RotationActivation.Check,
        RotationRollbacks.Check,
        TlsData.Check,
        TlsCredentials.Check,
        ClockOffset.Check,
        RegistryCertificate.Check,
        RegistryExclusive.Check,
    ];
}
