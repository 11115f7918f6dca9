using System.Text.Json;
using GreengrassTpm.Bootstrap;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap;

public sealed class CommandLineTests : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData("", "required command was not provided")]
    [InlineData("provisoin", "unrecognized command or argument 'provisoin'")]
    [InlineData("provision --beside --replace", "say one of --beside and --replace")]
    [InlineData("provision --csr-out a.csr --policy p", "--policy is for AWS IoT, which is not asked with --csr-out")]
    [InlineData("provision --csr-out a.csr --thing-name two/words", "--thing-name takes 1 to 64 letters")]
    [InlineData("provision --csr-out a.csr --token-label a;b", "--token-label takes 1 to 32 letters")]
    [InlineData("provision --csr-out a.csr --key-label x.next", "--key-label takes 1 to 64 letters")]
    [InlineData("provision --csr-out a.csr --key-algorithm dsa", "--key-algorithm takes one of ec-p256|ec-p384|rsa")]
    [InlineData("provision --csr-out a.csr --data-endpoint https://x/", "--data-endpoint takes a host name")]
    [InlineData("provision --csr-out a.csr --pin 1234", "unrecognized command or argument '--pin'")]
    [InlineData("handles --output xml", "--output takes one of text|json")]
    public void A_wrong_command_line_exits_64_and_says_what_is_wrong(string line, string message)
    {
        Assert.Equal(64, Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains(message, _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("hint: see greengrass-tpm-bootstrap", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_out.ToString());
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("provision --help")]
    [InlineData("handles --help")]
    [InlineData("connect --help")]
    public void Help_is_an_answer_and_not_an_error(string line)
    {
        Assert.Equal(0, Run(line.Split(' ')));
        Assert.Contains("Usage:", _out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("provision")]
    [InlineData("handles")]
    [InlineData("connect")]
    public void Every_command_s_help_has_examples(string command)
    {
        _ = Run(command, "--help");

        Assert.Contains(
            $"Examples:\n    greengrass-tpm-bootstrap {command}",
            _out.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_TPM_that_is_not_there_cannot_be_examined()
    {
        Assert.Equal(3, Run("handles", "--tcti", "device:/dev/no-such-tpm"));
        Assert.Contains("/dev/no-such-tpm", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_TCTI_that_no_library_serves_is_a_wrong_configuration()
    {
        Assert.Equal(78, Run("handles", "--tcti", "carrier-pigeon:port=1"));
    }

    [Fact]
    public void An_error_for_programs_is_a_versioned_document()
    {
        int exitCode = Run("handles", "--tcti", "device:/dev/no-such-tpm", "--output", "json");

        using JsonDocument document = JsonDocument.Parse(_out.ToString());
        Assert.Equal(1, document.RootElement.GetProperty("version").GetInt32());
        Assert.Equal(exitCode, document.RootElement.GetProperty("exitCode").GetInt32());
        Assert.NotEmpty(document.RootElement.GetProperty("hint").GetString()!);
    }

    [Fact]
    public void A_module_that_is_not_there_is_named_with_the_package_that_brings_it()
    {
        using PrivateFolder folder = PrivateFolder.Create();

        int exitCode = Run(
            "provision",
            "--thing-name",
            "gateway-7",
            "--csr-out",
            folder.File("a.csr"),
            "--root",
            folder.Path,
            "--module",
            folder.File("none.so"),
            "--dry-run"
        );

        Assert.Equal(78, exitCode);
        Assert.Contains($"{folder.File("none.so")} does not exist", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("libtpm2-pkcs11-1", _error.ToString(), StringComparison.Ordinal);
    }

    private int Run(params string[] arguments) =>
        BootstrapProgram.Run(arguments, new Outputs(_out, _error, IsTerminal: false));
}
