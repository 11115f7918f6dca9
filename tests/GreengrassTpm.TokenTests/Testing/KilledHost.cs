using GreengrassTpm.Testing;

namespace GreengrassTpm.TokenTests.Testing;

/// <summary>A host of a software TPM that waits for its death.</summary>
internal static class KilledHost
{
    internal static Command Command { get; } = new("dotnet", "exec", typeof(KilledHost).Assembly.Location);

    internal static int Run()
    {
        using var tpm = SoftwareTpm.Start();
        Console.WriteLine(Path.GetDirectoryName(tpm.StoreFolder));
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }
}
