using System.Runtime.InteropServices;
using System.Text;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Testing;

[Collection(NativeEnvironmentCollection.Name)]
public sealed class InProcessModuleTests
{
    // PKCS#11 v2.40, 3.2 and 3.3: CKF_SERIAL_SESSION, CKU_USER, CK_TOKEN_INFO.
    private const nuint SerialSession = 4;
    private const nuint User = 1;
    private const int TokenLabelLength = 32;
    private const int TokenInformationLength = 512;

    // tpm2-pkcs11 counts its slots from 1.
    private const nuint FirstSlot = 1;

    private delegate nuint Initialize(nint arguments);

    private delegate nuint GetTokenInfo(nuint slot, byte[] information);

    private delegate nuint OpenSession(nuint slot, nuint flags, nint application, nint notify, out nuint session);

    private delegate nuint Login(nuint session, nuint user, byte[] pin, nuint pinLength);

    [Fact]
    public void Chips_are_used_in_turn_within_one_process_even_after_one_is_gone()
    {
        for (var round = 0; round < 3; round++)
        {
            using var first = ChipWithToken("first");
            using var second = ChipWithToken("second");

            Assert.Equal(["first", "second", "first"], new[] { first, second, first }.Select(LogIn));
        }
    }

    [Fact]
    public void A_chip_is_used_again_after_a_power_cut()
    {
        using var tpm = ChipWithToken("first");
        LogIn(tpm);

        tpm.HardStop();
        tpm.Restart();

        Assert.Equal("first", LogIn(tpm));
    }

    private static SoftwareTpm ChipWithToken(string label)
    {
        var tpm = SoftwareTpm.Start();
        TokenSample.MakeKey(TokenSample.Access(tpm) with { TokenLabel = label });
        return tpm;
    }

    /// <summary>Logs in, which needs the chip, and tells the label of the token.</summary>
    private static string LogIn(SoftwareTpm tpm)
    {
        tpm.UseInThisProcess();
        var pin = Encoding.UTF8.GetBytes(TokenSample.Pin);
        var information = new byte[TokenInformationLength];
        Check(Module<Initialize>("C_Initialize")(0));
        try
        {
            Check(Module<GetTokenInfo>("C_GetTokenInfo")(FirstSlot, information));
            Check(Module<OpenSession>("C_OpenSession")(FirstSlot, SerialSession, 0, 0, out var session));
            Check(Module<Login>("C_Login")(session, User, pin, (nuint)pin.Length));
        }
        finally
        {
            Check(Module<Initialize>("C_Finalize")(0));
        }

        return Encoding.UTF8.GetString(information, 0, TokenLabelLength).TrimEnd();
    }

    private static T Module<T>(string function) =>
        Marshal.GetDelegateForFunctionPointer<T>(
            NativeLibrary.GetExport(NativeLibrary.Load(SoftwareTpm.ModulePath), function)
        );

    private static void Check(nuint result) => Assert.Equal((nuint)0, result);
}
