namespace GreengrassTpm.Testing;

/// <summary>
/// A PKCS#11 module that passes every call on to a real one and lets a planned fault happen: native/pkcs11_proxy.c.
/// </summary>
public static class Pkcs11Proxy
{
    /// <summary>Gets the module's path; it is compiled when first asked for.</summary>
    /// <exception cref="ToolMissingException">There is no C compiler.</exception>
    public static string ModulePath => NativeShim.Compile("pkcs11_proxy");

    /// <summary>Builds the variables for a process that uses <see cref="ModulePath"/> as its module.</summary>
    /// <param name="realModule">The module that does the work.</param>
    /// <param name="plan">
    /// The fault. By default the calls count that change a token: C_InitToken, C_InitPIN, C_SetPIN, C_CreateObject,
    /// C_CopyObject, C_DestroyObject, C_SetAttributeValue, C_GenerateKey, C_GenerateKeyPair, C_UnwrapKey, C_DeriveKey.
    /// </param>
    /// <returns>The variables by name.</returns>
    public static IReadOnlyDictionary<string, string> Environment(string realModule, FaultPlan plan)
    {
        var variables = plan.Variables("PKCS11_PROXY", "mutating");
        variables["PKCS11_PROXY_MODULE"] = realModule;
        return variables;
    }
}
