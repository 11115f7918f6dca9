using System.Runtime.InteropServices;

namespace GreengrassTpm.Testing;

/// <summary>The environment that native libraries of this process read by <c>getenv</c>.</summary>
/// <remarks>
/// <see cref="Environment.SetEnvironmentVariable(string, string?)"/> changes .NET's own copy only. What is set here is
/// for the whole process, and not seen by child processes, which get what their <see cref="Command"/> says. setenv(3)
/// must not run while another thread is inside a native library that reads its environment: set it up front.
/// </remarks>
public static class NativeEnvironment
{
    /// <summary>Sets variables for the native libraries of this process.</summary>
    /// <param name="variables">The variables by name.</param>
    /// <exception cref="InvalidOperationException">setenv refused one of the names.</exception>
    public static void Set(IReadOnlyDictionary<string, string> variables)
    {
        foreach (var (name, value) in variables)
        {
            if (LibC.SetEnvironmentVariable(name, value, overwrite: 1) != 0)
            {
                throw new InvalidOperationException(
                    $"setenv(\"{name}\") failed: {Marshal.GetLastPInvokeErrorMessage()}."
                );
            }
        }
    }
}
