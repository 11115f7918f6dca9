using System.Text.Json.Nodes;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.GreengrassIpc;

/// <summary>How a nucleus keeps its components; what the other contracts and the scenarios rely on.</summary>
public abstract class NucleusSupervisionContract(NucleusFixture fixture)
{
    private readonly NucleusDevice _device = fixture.Device;

    [Fact]
    public async Task A_component_gets_the_nucleus_variables()
    {
        JsonObject given = await _device.Nucleus.AskAsync("environment", NucleusDevice.Printer);
        Assert.Equal(
            fixture.Flavour == NucleusFlavour.Classic,
            given.ContainsKey("AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH")
        );
        await LogAsync(NucleusDevice.Printer, [.. given.Select(entry => $"{entry.Key}={entry.Value}\n")]);
    }

    [Fact]
    public async Task A_component_that_fails_is_started_again_until_it_is_broken()
    {
        await UntilAsync(async () => (string?)(await StatusAsync(NucleusDevice.Failing))["state"] == "BROKEN");
        JsonObject status = await StatusAsync(NucleusDevice.Failing);
        Assert.Equal(3, (int)status["starts"]!);
        Assert.Equal(1, (int)status["exitCode"]!);
    }

    [Fact]
    public async Task A_component_is_told_to_end_before_it_is_made_to()
    {
        await LogAsync(NucleusDevice.Polite, "ready\n");
        await _device.Nucleus.AskAsync("stop", NucleusDevice.Polite);
        await LogAsync(NucleusDevice.Polite, "told to end\n");
        Assert.Null((int?)(await StatusAsync(NucleusDevice.Polite))["pid"]);
    }

    private Task<JsonObject> StatusAsync(string component) => _device.Nucleus.AskAsync("status", component);

    /// <summary>Waits until a component's log holds some texts.</summary>
    private Task LogAsync(string component, params string[] texts)
    {
        string log = Path.Combine(_device.Root, $"{component}.log");
        return UntilAsync(async () =>
        {
            string text = File.Exists(log) ? await File.ReadAllTextAsync(log) : "";
            return texts.All(wanted => text.Contains(wanted, StringComparison.Ordinal));
        });
    }

    private static Task UntilAsync(Func<Task<bool>> condition) =>
        Task.Run(() => Deadline.WaitFor(() => condition().GetAwaiter().GetResult(), "the component"));
}

public sealed class ClassicNucleusSupervisionTests(ClassicNucleus fixture)
    : NucleusSupervisionContract(fixture),
        IClassFixture<ClassicNucleus>;

public sealed class LiteNucleusSupervisionTests(LiteNucleus fixture)
    : NucleusSupervisionContract(fixture),
        IClassFixture<LiteNucleus>;
