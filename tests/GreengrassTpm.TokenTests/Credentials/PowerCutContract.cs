using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using GreengrassTpm.Tests.Credentials;
using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>
/// A power cut takes back what the disk had not kept: the store is one write behind the journal, or the journal ends in the
/// middle of a line. Whatever of both is left, the next start ends with a working credential.
/// </summary>
public abstract class PowerCutContract : IDisposable
{
    private readonly PrivateFolder _snapshots = PrivateFolder.Create();

    private protected PowerCutContract(TokenGround token) => Ground = new RotationGround(token);

    private protected RotationGround Ground { get; }

    /// <summary>The folder that holds the token.</summary>
    protected abstract string Store { get; }

    private string Journal => Ground.Folders.Journal;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Ground.Dispose();
        _snapshots.Dispose();
    }

    [Theory]
    [InlineData(RotationMode.KeyAndCertificate)]
    [InlineData(RotationMode.CertificateOnly)]
    public async Task A_store_that_is_one_write_behind_the_journal_is_caught_up(RotationMode mode)
    {
        for (var step = 1; ; step++)
        {
            bool ended;
            using (var engine = Ground.OpenEngine())
            {
                await engine.BeginAsync(new RotationOrder("test", mode), CancellationToken.None);
                ended = await LoseLastWriteOfStepAsync(step, engine);
            }

            await Ground.FinishAsync();
            Assert.Equal(RotationState.Retired, Ground.Latest.State);
            Ground.AssertActiveWorks();

            // What a cut after the end has brought back, the next rotation clears away.
            await Ground.RotateAsync(new RotationOrder("test", mode));
            Ground.AssertOneWorkingCredential();
            if (ended)
            {
                break;
            }
        }
    }

    [Fact]
    [Trait("Category", "Kill")]
    public async Task A_store_that_is_one_write_behind_the_journal_of_a_rollback_is_caught_up()
    {
        for (var (step, ended) = (1, false); !ended; step++)
        {
            using (var engine = await Ground.BeginAsync(RotationState.Switched))
            {
                Ground.Cloud.Certificates[Ground.ActiveCertificate()!].Active = false;
                ended = await LoseLastWriteOfStepAsync(step, engine);
            }

            await Ground.FinishAsync();
            Assert.Equal(RotationState.RolledBack, Ground.Latest.State);
            Assert.Equal(Ground.FirstCertificate, Ground.ActiveCertificate());
            Ground.AssertActiveWorks();
        }

        await Ground.RotateAsync();
        Ground.AssertOneWorkingCredential();
    }

    [Fact]
    public async Task A_switch_of_which_any_number_of_writes_is_lost_is_made_again()
    {
        using (var engine = Ground.OpenEngine())
        {
            await engine.BeginAsync(new RotationOrder("test"), CancellationToken.None);
            await Ground.ReachAsync(engine, RotationState.Switching);
        }

        var rotation = Ground.Unfinished!;
        List<string> pictures = [Take()];
        while (
            SwitchPlan.Make(rotation.Objects, SwitchDirection.Forward, Ground.Token.ReadContents()).Writes
                is [var next, ..]
        )
        {
            Ground.Token.Write(token => token.Relabel(next.Identity, next.To.Label, Convert.FromHexString(next.To.Id)));
            pictures.Add(Take());
        }

        await Ground.RecoverAsync();
        var switched = await File.ReadAllBytesAsync(Journal);
        Assert.Equal(7, pictures.Count);
        foreach (var picture in pictures)
        {
            Restore(picture);
            await File.WriteAllBytesAsync(Journal, switched);

            await Ground.RecoverAsync();

            Assert.Equal(rotation.CertificateOf(RotationRole.Staged).Digest, Ground.ActiveCertificate());
            Ground.AssertActiveWorks();
        }

        await Ground.FinishAsync();
        Ground.AssertOneWorkingCredential();
    }

    [Fact]
    public async Task A_journal_whose_last_line_is_torn_loses_nothing_but_that_line()
    {
        await Ground.RotateAsync();
        var lines = (await File.ReadAllLinesAsync(Journal)).Length;
        for (var line = 2; line <= lines; line++)
        {
            await TearAsync(line);
            await Ground.FinishAsync();
            Ground.AssertActiveWorks();
            await Ground.RotateAsync();
            Ground.AssertOneWorkingCredential();
        }
    }

    [Fact]
    public async Task A_journal_of_which_any_number_of_last_lines_is_lost_never_costs_the_working_credential()
    {
        await Ground.RotateAsync();
        var begin = CountLines();
        List<(int Lines, string Token, Dictionary<string, ImaginedCertificate> Cloud)> pictures = [];
        using (var engine = Ground.OpenEngine())
        {
            await engine.BeginAsync(new RotationOrder("test"), CancellationToken.None);
            while (engine.History.Unfinished is not null)
            {
                Ground.Pass((await engine.AdvanceAsync(CancellationToken.None)).Delay);
                pictures.Add((CountLines() - begin, Take(), Ground.Cloud.Copy()));
            }
        }

        var lines = await File.ReadAllLinesAsync(Journal);
        for (var kept = 0; kept < lines.Length - begin; kept++)
        {
            // The token is one step ahead of what is left of the journal, or at the rotation's end.
            foreach (var (_, token, cloud) in new[] { pictures.First(one => one.Lines > kept), pictures[^1] })
            {
                Restore(token);
                Ground.Cloud.Restore(cloud);
                await File.WriteAllLinesAsync(Journal, lines[..(begin + kept)]);

                await Ground.RecoverAsync();
                Ground.AssertActiveWorks();
                await Ground.FinishAsync();
                Ground.AssertActiveWorks();
            }
        }
    }

    [Theory]
    [InlineData(RotationState.KeyGenerated)]
    [InlineData(RotationState.CertificateIssued)]
    [InlineData(RotationState.CertificateStored)]
    [InlineData(RotationState.Proved)]
    [InlineData(RotationState.Switching)]
    [InlineData(RotationState.Switched)]
    [InlineData(RotationState.Confirmed)]
    [InlineData(RotationState.Retiring)]
    [InlineData(RotationState.Abandoning)]
    [InlineData(RotationState.RollingBack)]
    public async Task A_damaged_line_stops_everything_but_the_completion_of_a_switch(RotationState reached)
    {
        var refused = reached == RotationState.Abandoning ? "prove" : "none";
        Ground.Cloud.Before = call => Refuse(call, refused);
        using (var engine = await Ground.BeginAsync())
        {
            Ground.Cloud.ShadowWorks = reached != RotationState.RollingBack;
            await Ground.ReachAsync(engine, reached);
        }

        var objects = Ground.Token.ReadContents().Objects.Count;
        var whole = await File.ReadAllBytesAsync(Journal);
        var picture = Take();
        foreach (var position in Damaged(whole, reached == RotationState.Switching ? 197 : whole.Length))
        {
            var flipped = whole.ToArray();
            flipped[position] ^= 0x04;
            await File.WriteAllBytesAsync(Journal, flipped);
            Restore(picture);

            await Ground.RecoverAsync();
            using var engine = Ground.OpenEngine();
            var step = await engine.AdvanceAsync(CancellationToken.None);

            Assert.Equal(RotationProgress.Blocked, step.Progress);
            Assert.Equal(objects, Ground.Token.ReadContents().Objects.Count);
            Ground.AssertActiveWorks();
        }
    }

    private static void Refuse(string call, string refused)
    {
        if (call == refused)
        {
            throw new RotationPortException($"{call} was refused", GreengrassTpm.Pkcs11.RetryClass.Permanent);
        }
    }

    /// <summary>Goes on with a rotation up to a step, then puts the store back to before the last write that this step made.</summary>
    /// <returns>Whether the rotation had come to its end with that step.</returns>
    private async Task<bool> LoseLastWriteOfStepAsync(int step, RotationEngine engine)
    {
        var (before, made) = (Take(), RotationProgress.Continue);
        var pictures = new List<string>();
        Ground.OpeningToken = () => pictures.Add(Take());
        for (var count = 0; count < step && made != RotationProgress.Ended; count++)
        {
            pictures.Clear();
            pictures.Add(before = Take());
            var result = await engine.AdvanceAsync(CancellationToken.None);
            made = result.Progress;
            Ground.Pass(result.Delay);
        }

        Ground.OpeningToken = null;
        var now = Fingerprint(Store);
        Restore(pictures.LastOrDefault(picture => Fingerprint(picture) != now) ?? before);
        return made == RotationProgress.Ended;
    }

    /// <summary>The middle of each line, and every so manieth byte.</summary>
    private static IEnumerable<int> Damaged(byte[] journal, int stride)
    {
        for (var (start, end) = (0, 0); start < journal.Length; start = end + 1)
        {
            end = Array.IndexOf(journal, (byte)'\n', start);
            yield return (start + end) / 2;
        }

        for (var position = 0; position < journal.Length - 1; position += stride)
        {
            yield return position;
        }
    }

    private int CountLines() => File.ReadLines(Journal).Count();

    /// <summary>Makes a rotation until the journal's new part has a number of lines, the last of which is then torn.</summary>
    private async Task TearAsync(int line)
    {
        var begin = CountLines();
        using var engine = Ground.OpenEngine();
        await engine.BeginAsync(new RotationOrder("test"), CancellationToken.None);
        while (CountLines() - begin < line)
        {
            var step = await engine.AdvanceAsync(CancellationToken.None);
            Ground.Pass(step.Delay);
            Assert.NotEqual(RotationProgress.Blocked, step.Progress);
        }

        var bytes = await File.ReadAllBytesAsync(Journal);
        var end = bytes.AsSpan(0, bytes.Length - 1).LastIndexOf((byte)'\n') + 1;
        await File.WriteAllBytesAsync(Journal, bytes[..(end + ((bytes.Length - end) / 2))]);
    }

    private string Take()
    {
        var picture = _snapshots.File(Guid.NewGuid().ToString("n"));
        Copy(Store, picture);
        return picture;
    }

    private void Restore(string picture)
    {
        Directory.Delete(Store, recursive: true);
        Copy(picture, Store);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }

    private static string Fingerprint(string folder) =>
        string.Join(
            '\n',
            Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    $"{Path.GetRelativePath(folder, file)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"
                )
        );
}
