using GreengrassTpm.TokenTests.Testing;

namespace GreengrassTpm.TokenTests;

/// <summary>What this assembly does when a test starts it as a program, in order to kill it.</summary>
internal static class Program
{
    private static int Main() => KilledHost.Run();
}
