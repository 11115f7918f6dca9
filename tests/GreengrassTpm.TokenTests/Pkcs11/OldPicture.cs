using System.Runtime.InteropServices;
using System.Text;
using GreengrassTpm.Testing;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.LowLevelAPI80;
using Xunit;

namespace GreengrassTpm.TokenTests.Pkcs11;

/// <summary>
/// Another user of the store who has read it and goes on with what it remembers: a copy of the module, which the loader
/// takes for another library with a state of its own.
/// </summary>
internal sealed class OldPicture : IDisposable
{
    private readonly PrivateFolder _folder = PrivateFolder.Create();
    private readonly Pkcs11Library _module;
    private readonly ulong _session;

    public OldPicture()
    {
        string copy = _folder.File("another.so");
        File.Copy(SoftwareTpm.ModulePath, copy);
        _module = new Pkcs11Library(copy);
        Assert.Equal(CKR.CKR_OK, _module.C_Initialize(new CK_C_INITIALIZE_ARGS { Flags = CKF.CKF_OS_LOCKING_OK }));
        Assert.Equal(
            CKR.CKR_OK,
            _module.C_OpenSession(1, CKF.CKF_SERIAL_SESSION | CKF.CKF_RW_SESSION, 0, 0, ref _session)
        );
        byte[] pin = Encoding.UTF8.GetBytes(TokenGround.UserPin);
        Assert.Equal(CKR.CKR_OK, _module.C_Login(_session, CKU.CKU_USER, pin, (ulong)pin.Length));
    }

    /// <summary>Sets an attribute of one object, which writes the whole row back as it is remembered.</summary>
    public void Touch(string label, int row = 0)
    {
        Assert.Equal(CKR.CKR_OK, _module.C_FindObjectsInit(_session, null, 0));
        ulong[] handles = new ulong[row + 1];
        ulong count = 0;
        Assert.Equal(CKR.CKR_OK, _module.C_FindObjects(_session, handles, (ulong)handles.Length, ref count));
        Assert.Equal((ulong)handles.Length, count);
        Assert.Equal(CKR.CKR_OK, _module.C_FindObjectsFinal(_session));
        nint value = Marshal.StringToCoTaskMemUTF8(label);
        CK_ATTRIBUTE[] change =
        [
            new()
            {
                type = (ulong)CKA.CKA_LABEL,
                value = value,
                valueLen = (ulong)Encoding.UTF8.GetByteCount(label),
            },
        ];
        Assert.Equal(CKR.CKR_OK, _module.C_SetAttributeValue(_session, handles[row], change, 1));
        Marshal.FreeCoTaskMem(value);
    }

    public void Dispose()
    {
        _ = _module.C_Finalize(0);
        _module.Dispose();
        _folder.Dispose();
    }
}
