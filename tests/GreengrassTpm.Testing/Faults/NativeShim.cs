namespace GreengrassTpm.Testing;

/// <summary>The C sources of this library, compiled once a machine.</summary>
internal static class NativeShim
{
    private const string Header = "fault_plan.h";

    internal static string Compile(string name)
    {
        var source = EmbeddedSource.Read($"{name}.c");
        var header = EmbeddedSource.Read(Header);
        var version = ChildProcess.RunOrThrow("gcc", "--version").Output;
        var folder = MadeOnce.Get(name, version + header + source, made => Compile(name, source, header, made));
        return Path.Combine(folder, $"{name}.so");
    }

    private static void Compile(string name, string source, string header, string folder)
    {
        using var workplace = PrivateFolder.Create();
        var file = workplace.File($"{name}.c");
        File.WriteAllText(file, source);
        File.WriteAllText(workplace.File(Header), header);
        string[] options = ["-std=gnu17", "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror"];
        ChildProcess.RunOrThrow("gcc", [.. options, "-o", Path.Combine(folder, $"{name}.so"), file, "-ldl"]);
    }
}
