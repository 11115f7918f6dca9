using GreengrassTpm.Tpm.Native;

namespace GreengrassTpm.Tpm;

/// <summary>
/// A TPM 2.0 chip, spoken to through tpm2-tss with the TCTI string that tpm2-pkcs11 uses too. Every object that an
/// operation loads is flushed before it returns or throws. Not for use by several threads at once.
/// </summary>
public sealed class TpmChip : IDisposable
{
    private const uint CapabilityHandles = 1;
    private const uint CapabilityProperties = 6;
    private const uint FixedProperties = 0x100;
    private const uint VariableProperties = 0x200;
    private const uint GroupSize = 0x100;
    private const uint PersistentLast = 0x81FFFFFF;
    private const uint AskedAtOnce = 127;
    private const int AnswersAtMost = 64;

    private readonly TpmConnection _connection;

    private TpmChip(TpmConnection connection)
    {
        _connection = connection;
    }

    /// <summary>The TCTI string that this was opened with; empty for the stack's default.</summary>
    public string Tcti => _connection.Tcti;

    /// <summary>Connects to a chip and makes sure that a TPM answers.</summary>
    /// <param name="tcti">The TCTI string, handed on as it is: <c>device:/dev/tpmrm0</c>,
    /// <c>tabrmd:bus_type=session</c>, <c>swtpm:host=127.0.0.1,port=2321</c>; null or empty for the stack's
    /// default.</param>
    /// <returns>The chip; dispose it to close the connection.</returns>
    /// <exception cref="TpmUnavailableException">It cannot be spoken to; the error says why.</exception>
    /// <exception cref="TpmException">It answers with an error, for example TPM_RC_INITIALIZE.</exception>
    public static TpmChip Open(string? tcti = null)
    {
        var connection = TpmConnection.Open(tcti ?? "");
        try
        {
            connection.GetCapability(CapabilityProperties, FixedProperties, 1, wordsAnElement: 2, out _);
            return new TpmChip(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Reads what the chip says of itself: maker, firmware, handles, lock-out.</summary>
    /// <returns>The state at this moment.</returns>
    /// <exception cref="TpmException">The chip refuses, is out of reach, or does not report lock-out or handles.</exception>
    public ChipProperties ReadProperties()
    {
        var raw = new Dictionary<TpmProperty, uint>();
        ReadPropertyGroup(FixedProperties, raw);
        ReadPropertyGroup(VariableProperties, raw);
        return new ChipProperties(raw);
    }

    /// <summary>Lists the persistent objects, lowest handle first. One that cannot be read is listed with its problem;
    /// one that goes away meanwhile is left out.</summary>
    /// <returns>The objects at this moment.</returns>
    /// <exception cref="TpmException">The chip refuses to list its handles or is out of reach.</exception>
    public IReadOnlyList<PersistentHandle> ReadPersistentHandles()
    {
        var handles = new List<PersistentHandle>();
        foreach (var handle in ReadHandleNumbers(PersistentHandles.First, PersistentLast))
        {
            try
            {
                handles.Add(ReadPersistentHandle(handle));
            }
            catch (TpmException gone) when (gone.Code.Base == TpmRc.Handle)
            {
                continue;
            }
            catch (TpmException problem) when (problem is not TpmUnavailableException)
            {
                handles.Add(new PersistentHandle(handle, null, "", problem.Message));
            }
        }

        return handles;
    }

    /// <summary>Reads one persistent object.</summary>
    /// <param name="handle">0x81000000–0x81FFFFFF.</param>
    /// <returns>The object.</returns>
    /// <exception cref="TpmException">There is none (TPM_RC_HANDLE), or the chip refuses or is out of reach.</exception>
    public PersistentHandle ReadPersistentHandle(uint handle)
    {
        CheckPersistent(handle);
        using var target = _connection.Find(handle);
        var (wire, name) = _connection.ReadPublic(target, $"0x{handle:X8}");
        return PublicArea.TryParse(wire, out var area)
            ? new PersistentHandle(handle, area, Convert.ToHexStringLower(name))
            : new PersistentHandle(
                handle,
                null,
                Convert.ToHexStringLower(name),
                "The public area is of an unknown form."
            );
    }

    /// <summary>Loads a wrapped key under its parent, asks the chip what it is, and flushes it. It succeeds only on the
    /// chip that made the key.</summary>
    /// <param name="parentHandle">The persistent parent.</param>
    /// <param name="publicBlob">TPM2B_PUBLIC, as tpm2-pkcs11's attribute 0x8F000002 or a <c>.pub</c> file has it.</param>
    /// <param name="privateBlob">TPM2B_PRIVATE (0x8F000003, or a <c>.priv</c> file).</param>
    /// <param name="parentAuth">The parent's authorisation value; empty by default.</param>
    /// <returns>What the chip says of the key.</returns>
    /// <exception cref="TpmException">TPM_RC_INTEGRITY: not under this parent or damaged; TPM_RC_HANDLE: no such
    /// parent; TSS2_MU_RC_…: not a TPM structure; others by name.</exception>
    public LoadedKey LoadAndReadPublic(
        uint parentHandle,
        ReadOnlySpan<byte> publicBlob,
        ReadOnlySpan<byte> privateBlob,
        ReadOnlySpan<byte> parentAuth = default
    )
    {
        CheckPersistent(parentHandle);
        using var parent = _connection.Find(parentHandle);
        using var authorisation = _connection.Authorise(parent.Resource, parentAuth);
        using var key = _connection.Load(parent, publicBlob, privateBlob, $"0x{parentHandle:X8}");
        var (wire, name) = _connection.ReadPublic(key, "the loaded key");
        return PublicArea.TryParse(wire, out var area)
            ? new LoadedKey(area, Convert.ToHexStringLower(name))
            : throw new TpmAnswerException(
                "TPM2_ReadPublic of the loaded key",
                "the public area is of an unknown form"
            );
    }

    /// <summary>Removes one persistent object from the chip for good. What only it could unwrap is lost.</summary>
    /// <remarks>A non-empty authorisation value goes to the chip in the clear (a password session).</remarks>
    /// <param name="handle">0x81000000–0x81FFFFFF.</param>
    /// <param name="ownerAuth">The owner authorisation; empty by default.</param>
    /// <exception cref="TpmException">TPM_RC_HANDLE: no such object; TPM_RC_BAD_AUTH: the owner authorisation is
    /// another; TPM_RC_HIERARCHY: the platform's object; others by name.</exception>
    public void Evict(uint handle, ReadOnlySpan<byte> ownerAuth = default)
    {
        CheckPersistent(handle);
        using var target = _connection.Find(handle);
        using var authorisation = _connection.Authorise(EsysLibrary.Owner, ownerAuth);
        _connection.Evict(target, handle);
    }

    /// <summary>Sets the parameters of the dictionary-attack protection, with the empty lock-out authorisation.</summary>
    /// <param name="parameters">The new parameters.</param>
    /// <exception cref="LockoutAuthorisationSetException">The lock-out authorisation has a value. Nothing was tried: a
    /// wrong one would block it for the recovery time.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    /// <exception cref="TpmException">The chip refuses or is out of reach.</exception>
    public void SetLockoutParameters(LockoutParameters parameters)
    {
        parameters.Check();
        if (ReadProperties().Lockout.LockoutAuthSet)
        {
            throw new LockoutAuthorisationSetException(TpmRc.Success);
        }

        try
        {
            _connection.SetLockoutParameters(parameters);
        }
        catch (TpmException refused) when (refused.Code.Base == TpmRc.AuthFail || refused.Code.Base == TpmRc.BadAuth)
        {
            throw new LockoutAuthorisationSetException(refused.Code);
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _connection.Dispose();

    private static void CheckPersistent(uint handle)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(handle, PersistentHandles.First);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(handle, PersistentLast);
    }

    private void ReadPropertyGroup(uint group, Dictionary<TpmProperty, uint> into)
    {
        var first = group;
        var more = true;
        for (var answers = 0; more && answers < AnswersAtMost; answers++)
        {
            var pairs = _connection.GetCapability(
                CapabilityProperties,
                first,
                AskedAtOnce,
                wordsAnElement: 2,
                out more
            );
            for (var i = 0; i + 1 < pairs.Length; i += 2)
            {
                into[(TpmProperty)pairs[i]] = pairs[i + 1];
                first = pairs[i] + 1;
            }

            more &= pairs.Length > 0 && first < group + GroupSize;
        }
    }

    private List<uint> ReadHandleNumbers(uint first, uint last)
    {
        var handles = new List<uint>();
        var more = true;
        for (var answers = 0; more && answers < AnswersAtMost; answers++)
        {
            var found = _connection.GetCapability(CapabilityHandles, first, AskedAtOnce, wordsAnElement: 1, out more);
            handles.AddRange(found.Where(handle => handle <= last));
            more &= found.Length > 0 && found[^1] < last;
            first = more ? found[^1] + 1 : first;
        }

        return handles;
    }
}
