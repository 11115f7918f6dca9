using System.Globalization;
using GreengrassTpm.Build;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.ScenarioTests.Component;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests;

/// <summary>One chip, one device and one cloud, which are provisioned, rotated and torn down again and again, and counted.</summary>
internal sealed class SoakGround : IDisposable
{
    private const string StorageRootKey = "0x81000001";
    private const string Foreign = "0x81000010";
    private const int Inits = 7;

    /// <summary>How many of the primaries of tpm2_ptool init nobody refers to: not the one at the storage root key's handle, nor the last store's.</summary>
    public const int Orphans = Inits - 2;

    private readonly SoftwareTpm _tpm = SoftwareTpm.Start(new SoftwareTpmOptions { BusOfItsOwn = true });
    private readonly UsedChip _used;
    private readonly string _name;
    private readonly string _foreignArea;
    private readonly RotationGround _ground;
    private readonly Counts _before;
    private int _cycles;

    private SoakGround(string name, Action<UsedChip> prepare)
    {
        _name = name;
        _used = new UsedChip(_tpm);
        _used.SealAt(Foreign);
        prepare(_used);
        _foreignArea = _used.PublicArea(Foreign);
        _ground = RotationGround.Unprovisioned(_tpm);
        _before = Count();
        Tell($"{_name}, before: {_before}");
    }

    /// <summary>A chip on which tpm2_ptool init was run seven times, with somebody's sealed data on it.</summary>
    public static SoakGround OnUsedChip() => new("used chip", used => used.RunInit(Inits));

    /// <summary>The same with no persistent handle left.</summary>
    public static SoakGround OnFullChip() =>
        new(
            "full chip",
            used =>
            {
                used.RunInit(Inits);
                _ = used.FillUp(except: StorageRootKey);
            }
        );

    /// <summary>Runs some cycles; what was there before is there after each, and nothing else.</summary>
    /// <param name="cycles">How many.</param>
    public void Run(int cycles)
    {
        for (int more = 0; more < cycles; more++)
        {
            _cycles++;
            Provision();
            _ = _ground.RotateWhole();
            _ = ChildProcess.Run(_ground.Device.Teardown(_ground.Cloud)).OrThrow();
            Counts after = Count();
            Assert.True(_before == after, $"cycle {_cycles} left something: {_before} before, {after} after");
        }

        Assert.Equal(_foreignArea, _used.PublicArea(Foreign));
        Tell($"{_name}, after {_cycles} cycles: {Count()}; the foreign object at {Foreign} is unchanged");
    }

    /// <summary>Frees the orphans of tpm2_ptool init that <c>handles</c> names, and nothing else.</summary>
    /// <returns>How many they were.</returns>
    public int FreeOrphans()
    {
        IReadOnlyList<string> orphans = _used.Orphans(_ground.Device);
        foreach (string orphan in orphans)
        {
            _ = ChildProcess.Run(_used.Survey(_ground.Device, "--evict", orphan, "--yes")).OrThrow();
        }

        Assert.Equal(_before.Handles - orphans.Count, _ground.Device.PersistentHandles().Count);
        Assert.Equal(_foreignArea, _used.PublicArea(Foreign));
        return orphans.Count;
    }

    public void Dispose()
    {
        _ground.Dispose();
        _used.Dispose();
        _tpm.Dispose();
    }

    /// <summary>Of a full chip the examination at the end warns.</summary>
    private void Provision()
    {
        ChildResult result = ChildProcess.Run(_ground.Device.Online(_ground.Cloud));
        Assert.True(result.ExitCode is 0 or 10, result.Output + result.Error);
    }

    private Counts Count()
    {
        CloudSnapshot cloud = _ground.Cloud.Snapshot();
        return new Counts(
            _ground.Device.PersistentHandles().Count,
            _ground.Device.Rest().Count(),
            cloud.Things.Count
                + cloud.Certificates.Count
                + cloud.Policies.Count
                + cloud.ThingAttachments.Count
                + cloud.PolicyAttachments.Count
        );
    }

    /// <summary>Tells the target, which prints it.</summary>
    private static void Tell(string line)
    {
        if (Environment.GetEnvironmentVariable(TestSuite.SoakReportVariable) is string path)
        {
            File.AppendAllLines(path, [line]);
        }
    }

    private sealed record Counts(int Handles, int Files, int CloudObjects)
    {
        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Handles} persistent handles, {Files} files on the device, {CloudObjects} objects in the cloud"
            );
    }
}
