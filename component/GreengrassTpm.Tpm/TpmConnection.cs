using GreengrassTpm.Tpm.Native;

namespace GreengrassTpm.Tpm;

/// <summary>An ESYS context on a connection: one method for each command, errors as exceptions.</summary>
internal sealed unsafe class TpmConnection : IDisposable
{
    private const int MaxStructure = 8192;

    private readonly GlibLog? _log;
    private readonly TctiHandle _tcti;
    private readonly EsysHandle _esys;

    private TpmConnection(string tcti, GlibLog? log, TctiHandle handle, EsysHandle esys)
    {
        Tcti = tcti;
        _log = log;
        _tcti = handle;
        _esys = esys;
    }

    public string Tcti { get; }

    /// <summary>Connects; says why when it cannot.</summary>
    /// <exception cref="TpmUnavailableException">The connection could not be made.</exception>
    public static TpmConnection Open(string tcti)
    {
        StackLog.Silence();
        var log = TctiString.Parse(tcti).MayUseBus ? GlibLog.Start() : null;
        TctiHandle? handle = null;
        try
        {
            var code = GlibLog.Listen(
                () => TctiLibrary.Initialize(tcti.Length == 0 ? null : tcti, out handle),
                out var heard
            );
            if (code != 0)
            {
                throw TctiDiagnosis.Explain(tcti, new TpmRc(code), heard);
            }

            code = EsysHandle.Initialize(handle!, out var esys);
            if (code != 0)
            {
                throw TctiDiagnosis.NotAnswering(tcti, new TpmRc(code));
            }

            return new TpmConnection(tcti, log, handle!, esys);
        }
        catch (Exception problem)
        {
            handle?.Dispose();
            log?.Dispose();
            if (problem is DllNotFoundException missing)
            {
                throw TctiDiagnosis.LibraryMissing(tcti, missing);
            }

            throw;
        }
    }

    /// <summary>TPM2_GetCapability, one answer of it.</summary>
    public uint[] GetCapability(uint capability, uint first, uint count, int wordsAnElement, out bool more)
    {
        var code = EsysLibrary.GetCapability(
            _esys,
            EsysLibrary.None,
            EsysLibrary.None,
            EsysLibrary.None,
            capability,
            first,
            count,
            out var moreData,
            out var data
        );
        using (data)
        {
            Check(code, "TPM2_GetCapability");
            more = moreData != 0;
            return data.ReadCapabilityList(wordsAnElement);
        }
    }

    /// <summary>Finds a persistent object.</summary>
    public EsysObject Find(uint handle)
    {
        var code = EsysLibrary.FromTpmPublic(
            _esys,
            handle,
            EsysLibrary.None,
            EsysLibrary.None,
            EsysLibrary.None,
            out var found
        );
        Check(code, $"TPM2_ReadPublic of 0x{handle:X8}");
        return new EsysObject(_esys, found, transient: false);
    }

    /// <summary>TPM2_ReadPublic.</summary>
    /// <returns>TPM2B_PUBLIC on the wire, and the name.</returns>
    public (byte[] Public, byte[] Name) ReadPublic(EsysObject target, string what)
    {
        var operation = $"TPM2_ReadPublic of {what}";
        var code = EsysLibrary.ReadPublic(
            _esys,
            target.Resource,
            EsysLibrary.None,
            EsysLibrary.None,
            EsysLibrary.None,
            out var publicArea,
            out var name,
            out var qualifiedName
        );
        using (publicArea)
        using (name)
        using (qualifiedName)
        {
            Check(code, operation);
            Check(publicArea.ReadPublic(out var wire), operation);
            return (wire, name.ReadSized());
        }
    }

    /// <summary>TPM2_Load.</summary>
    public EsysObject Load(
        EsysObject parent,
        ReadOnlySpan<byte> publicArea,
        ReadOnlySpan<byte> privateArea,
        string under
    )
    {
        var operation = $"TPM2_Load of a key under {under}";
        var publicStructure = stackalloc byte[MaxStructure];
        var privateStructure = stackalloc byte[MaxStructure];
        new Span<byte>(publicStructure, MaxStructure).Clear();
        new Span<byte>(privateStructure, MaxStructure).Clear();
        nuint publicRead = 0;
        nuint privateRead = 0;
        fixed (byte* publicWire = publicArea)
        fixed (byte* privateWire = privateArea)
        {
            Check(
                MarshallingLibrary.UnmarshalPublic(
                    publicWire,
                    (nuint)publicArea.Length,
                    ref publicRead,
                    publicStructure
                ),
                operation
            );
            Check(
                MarshallingLibrary.UnmarshalPrivate(
                    privateWire,
                    (nuint)privateArea.Length,
                    ref privateRead,
                    privateStructure
                ),
                operation
            );
        }

        var code = EsysLibrary.Load(
            _esys,
            parent.Resource,
            EsysLibrary.Password,
            EsysLibrary.None,
            EsysLibrary.None,
            privateStructure,
            publicStructure,
            out var loaded
        );
        Check(code, operation);
        return new EsysObject(_esys, loaded, transient: true);
    }

    /// <summary>TPM2_EvictControl of an object that is persistent now.</summary>
    public void Evict(EsysObject target, uint handle)
    {
        var code = EsysLibrary.EvictControl(
            _esys,
            EsysLibrary.Owner,
            target.Resource,
            EsysLibrary.Password,
            EsysLibrary.None,
            EsysLibrary.None,
            handle,
            out _
        );
        Check(code, $"TPM2_EvictControl of 0x{handle:X8}");
    }

    /// <summary>TPM2_DictionaryAttackParameters.</summary>
    public void SetLockoutParameters(LockoutParameters parameters)
    {
        var code = EsysLibrary.DictionaryAttackParameters(
            _esys,
            EsysLibrary.Lockout,
            EsysLibrary.Password,
            EsysLibrary.None,
            EsysLibrary.None,
            parameters.MaxTries,
            (uint)parameters.Interval.TotalSeconds,
            (uint)parameters.LockoutAuthRecovery.TotalSeconds
        );
        Check(code, "TPM2_DictionaryAttackParameters");
    }

    /// <summary>Gives a resource its authorisation value until the result is disposed.</summary>
    public Authorisation Authorise(uint resource, ReadOnlySpan<byte> authValue)
    {
        Check(Authorisation.Set(_esys, resource, authValue, out var authorisation), "Setting an authorisation value");
        return authorisation;
    }

    public void Dispose()
    {
        _esys.Dispose();
        _tcti.Dispose();
        _log?.Dispose();
    }

    private void Check(uint value, string operation)
    {
        if (value == 0)
        {
            return;
        }

        var code = new TpmRc(value);
        throw code.Layer == TssLayer.Tcti
            ? TctiDiagnosis.NotAnswering(Tcti, code)
            : new TpmException(operation, code, TpmAdvice.For(code));
    }
}
