using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Pkcs11;

[Collection(NativeEnvironmentCollection.Name)]
public sealed class ModuleFaultTests : IDisposable
{
    private readonly PrivateFolder _folder = PrivateFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_module_is_named()
    {
        var error = Assert.Throws<ModuleLoadException>(() => Open("/nowhere/module.so"));

        Assert.Equal("/nowhere/module.so", error.ModulePath);
        Assert.Contains("No such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_is_not_searched_for() =>
        Assert.Contains(
            "not absolute",
            Assert.Throws<ModuleLoadException>(() => Open("libsofthsm2.so")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_text_is_no_module()
    {
        File.WriteAllText(_folder.File("module.so"), new string('x', 1000));

        Assert.Contains(
            "invalid ELF header",
            Assert.Throws<ModuleLoadException>(() => Open(_folder.File("module.so"))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Another_library_is_no_module()
    {
        string library = LibraryOfThisProcess("libm.so.6");

        for (int attempt = 0; attempt < 2; attempt++)
        {
            Assert.Contains(
                "C_GetFunctionList",
                Assert.Throws<ModuleLoadException>(() => Open(library)).Message,
                StringComparison.Ordinal
            );
        }
    }

    private static string LibraryOfThisProcess(string name) =>
        File.ReadLines("/proc/self/maps")
            .Select(line => line[(line.LastIndexOf(' ') + 1)..])
            .First(path => Path.GetFileName(path) == name);

    private static void Open(string modulePath) =>
        TokenReader.Open(new TokenLocation(modulePath, "greengrass")).Dispose();
}
