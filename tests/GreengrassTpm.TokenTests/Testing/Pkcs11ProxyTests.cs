using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Testing;

public sealed class Pkcs11ProxyTests : IDisposable
{
    private const ulong DeviceError = 0x30;

    private readonly SoftHsm hsm = SoftHsm.Create();
    private readonly PrivateFolder folder = PrivateFolder.Create();

    [Fact]
    public void A_dry_run_passes_everything_on_and_logs_the_mutating_calls()
    {
        var log = folder.File("log");
        var tool = TokenSample.MakeKey(Proxied(FaultPlan.None with { LogFile = log }));

        Assert.Equal(2, tool.ListObjects().Count);
        Assert.Equal(
            [(1, "C_InitToken"), (1, "C_InitPIN"), (1, "C_GenerateKeyPair")],
            FaultPlan
                .ReadLog(log)
                .Where(call => call.Number is not null)
                .Select(call => (call.Number!.Value, call.Name))
        );
        Assert.DoesNotContain(TokenSample.Pin, File.ReadAllText(log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.KillBefore, 0)]
    [InlineData(FaultKind.KillAfter, 2)]
    public void The_process_dies_before_or_after_the_planned_call(FaultKind kind, int objects)
    {
        new Pkcs11Tool(TokenSample.Access(hsm)).InitToken(TokenSample.SoPin);
        var log = folder.File("log");
        var tool = new Pkcs11Tool(Proxied(new FaultPlan { Kind = kind, LogFile = log }));

        var death = Assert.Throws<ChildFailedException>(() => Generate(tool));

        Assert.True(death.Result.WasKilled);
        Assert.Equal(
            kind == FaultKind.KillBefore ? "killed before" : "killed after",
            FaultPlan.ReadLog(log)[^1].Result
        );
        Assert.Equal(objects, new Pkcs11Tool(TokenSample.Access(hsm)).ListObjects().Count);
    }

    [Theory]
    [InlineData(FaultKind.FailBefore, 0)]
    [InlineData(FaultKind.FailAfter, 2)]
    public void The_planned_call_returns_an_error_without_or_after_having_been_made(FaultKind kind, int objects)
    {
        new Pkcs11Tool(TokenSample.Access(hsm)).InitToken(TokenSample.SoPin);
        var tool = new Pkcs11Tool(Proxied(new FaultPlan { Kind = kind, Error = DeviceError }));

        var failure = Assert.Throws<ChildFailedException>(() => Generate(tool));

        Assert.Contains("CKR_DEVICE_ERROR", failure.Message, StringComparison.Ordinal);
        Assert.Equal(objects, new Pkcs11Tool(TokenSample.Access(hsm)).ListObjects().Count);
    }

    [Fact]
    public void Only_the_named_calls_count()
    {
        TokenSample.MakeKey(TokenSample.Access(hsm));
        var plan = FaultPlan.Fail(1, DeviceError) with { Counted = ["C_Login"] };

        var failure = Assert.Throws<ChildFailedException>(() => new Pkcs11Tool(Proxied(plan)).ListObjects());

        Assert.Contains("C_Login", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_that_happens_once_spares_the_next_process()
    {
        new Pkcs11Tool(TokenSample.Access(hsm)).InitToken(TokenSample.SoPin);
        var plan = FaultPlan.KillBefore(1) with { OnceFile = folder.File("once") };
        var tool = new Pkcs11Tool(Proxied(plan));

        Assert.Throws<ChildFailedException>(() => Generate(tool));
        Generate(tool);

        Assert.Equal(2, tool.ListObjects().Count);
    }

    [Fact]
    public void The_java_reader_works_through_the_proxy()
    {
        using var authority = TestAuthority.Create();
        TokenSample.MakeKey(TokenSample.Access(hsm));
        TokenSample.Certify(TokenSample.Access(hsm), authority).Dispose();

        var reading = new JavaReader(Proxied(FaultPlan.None)).Read(TokenSample.Label);

        Assert.Equal(JavaOutcome.Loaded, reading.Outcome);
    }

    public void Dispose()
    {
        hsm.Dispose();
        folder.Dispose();
    }

    private static void Generate(Pkcs11Tool tool) =>
        tool.GenerateKeyPair("EC:prime256v1", TokenSample.Label, TokenSample.KeyId);

    private TokenAccess Proxied(FaultPlan plan) =>
        TokenSample.Access(hsm).With(Pkcs11Proxy.Environment(SoftHsm.ModulePath, plan)) with
        {
            ModulePath = Pkcs11Proxy.ModulePath,
        };
}
