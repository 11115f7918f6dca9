using System.Text;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>A chip on which tpm2_ptool and somebody's disk encryption have been: what is told of each handle, and what is evicted.</summary>
public sealed class EvictionScenarios : IDisposable
{
    private const string StorageRootKey = "0x81000001";

    private readonly SoftwareTpm _tpm = SoftwareTpm.Start();
    private readonly UsedChip _used;
    private readonly Device _device;

    public EvictionScenarios()
    {
        _used = new UsedChip(_tpm);
        _device = new Device(_tpm);
    }

    public void Dispose()
    {
        _device.Dispose();
        _used.Dispose();
        _tpm.Dispose();
    }

    [Fact]
    public void Orphans_are_told_from_handles_in_use_and_are_the_only_ones_to_be_evicted()
    {
        _used.RunInit(times: 7);
        _ = _used.Ptool("addtoken", "--pid=1", "--sopin=so", "--userpin=user", "--label=byhand", "--path", _used.Store);
        _used.SealAt("0x81000010");
        string before = _used.PublicArea("0x81000010");
        _ = ChildProcess.Run(_device.FirstHalf()).OrThrow();

        IReadOnlyDictionary<string, string> kinds = Kinds();

        Assert.Equal("StorageRootKey", kinds[StorageRootKey]);
        Assert.Equal("Unknown", kinds["0x81000010"]);
        string[] orphans = [.. kinds.Where(entry => entry.Value == "Orphan").Select(entry => entry.Key)];
        Assert.Equal(5, orphans.Length);
        string inUse = Assert.Single(kinds, entry => entry.Value == "InUse").Key;

        foreach (string refused in (string[])[StorageRootKey, inUse, "0x81000010"])
        {
            ChildResult result = ChildProcess.Run(Handles("--evict", refused, "--yes"));
            Assert.Equal(78, result.ExitCode);
            Assert.Contains($"{refused} was not evicted: ", result.Error, StringComparison.Ordinal);
        }

        string listed = ChildProcess.Run(Handles()).OrThrow().Output;
        Assert.Contains($"used by token greengrass in {_device.StoreFile}", listed, StringComparison.Ordinal);
        Assert.Contains($"used by token byhand in {_used.Store}/tpm2_pkcs11.sqlite3", listed, StringComparison.Ordinal);
        ChildResult unprivileged = ChildProcess.Run(
            Handles("--evict", orphans[0], "--yes") with
            {
                User = new RunAs("65534", "65534"),
            }
        );
        Assert.Equal(77, unprivileged.ExitCode);

        foreach (string orphan in orphans)
        {
            ChildResult unasked = ChildProcess.Run(Handles("--evict", orphan));
            Assert.Equal(64, unasked.ExitCode);
            Assert.Contains("there is nobody to ask", unasked.Error, StringComparison.Ordinal);
            Assert.Contains(
                $"evicted: {orphan}",
                ChildProcess.Run(Handles("--evict", orphan, "--yes")).OrThrow().Output,
                StringComparison.Ordinal
            );
        }

        Assert.Equal(kinds.Keys.Except(orphans), Kinds().Keys);
        Assert.Equal(before, _used.PublicArea("0x81000010"));
        Assert.Equal(2, _device.Objects().Count);
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    [InlineData("y", false)]
    public void On_a_terminal_it_is_asked_for_and_nothing_but_yes_evicts(string answer, bool isEvicted)
    {
        _used.RunInit(times: 3);
        string orphan = Kinds().First(entry => entry.Value == "Orphan").Key;

        ChildResult result = ChildProcess.Run(OnTerminal(Handles("--evict", orphan), answer));

        Assert.Contains($"evict {orphan}", result.Output, StringComparison.Ordinal);
        Assert.Contains("It cannot be undone. Type yes: ", result.Output, StringComparison.Ordinal);
        Assert.Equal(isEvicted ? 0 : 64, result.ExitCode);
        Assert.Equal(!isEvicted, Kinds().ContainsKey(orphan));
    }

    [Fact]
    public void What_is_refused_is_evicted_when_that_is_insisted_on()
    {
        _used.SealAt("0x81000010");

        _ = ChildProcess.Run(Handles("--evict", "0x81000010", "--yes", "--force")).OrThrow();

        Assert.DoesNotContain("0x81000010", Kinds().Keys);
        Assert.Equal(78, ChildProcess.Run(Handles("--evict", "0x81000010", "--yes")).ExitCode);
    }

    [Fact]
    public void On_a_full_chip_provisioning_evicts_nothing_names_the_orphans_and_works_once_one_is_freed()
    {
        _used.Free(StorageRootKey);
        _used.FillUp(except: StorageRootKey);
        IReadOnlyList<string> handles = _device.PersistentHandles();

        ChildResult refused = ChildProcess.Run(_device.FirstHalf());

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            "orphans of tpm2_ptool init that no store refers to: ",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(handles, _device.PersistentHandles());
        string named = refused.Error[(refused.Error.LastIndexOf("0x81", StringComparison.Ordinal))..].Trim();
        _ = ChildProcess.Run(Handles("--evict", named, "--yes")).OrThrow();
        _ = ChildProcess.Run(_device.FirstHalf()).OrThrow();
        Assert.Equal(2, _device.Objects().Count);
    }

    private Command Handles(params IEnumerable<string> arguments) => _used.Survey(_device, arguments);

    /// <summary>A command on a terminal of its own, to which somebody types a line.</summary>
    private static Command OnTerminal(Command command, string line) =>
        new(
            "script",
            "--quiet",
            "--return",
            "--command",
            string.Join(' ', [command.Program, .. command.Arguments.Select(argument => $"'{argument}'")]),
            "/dev/null"
        )
        {
            Environment = command.Environment,
            StandardInput = Encoding.ASCII.GetBytes(line + "\n"),
        };

    private Dictionary<string, string> Kinds() => _used.Kinds(_device);
}
