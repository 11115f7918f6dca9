using System.Globalization;
using System.Text;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

public sealed class JournalTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly PrivateFolder _folder = PrivateFolder.Create();

    private string File => _folder.File("journal.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_file_is_an_empty_journal() => Assert.Empty(Journal.Open(File).Records);

    [Fact]
    public void What_was_appended_is_read_by_the_next_start()
    {
        var planned = Planned();
        Journal.Open(File).Append(planned);

        var read = Assert.Single(Journal.Open(File).Records);

        Assert.Equivalent(planned, read, strict: true);
    }

    [Fact]
    public void Only_the_owner_can_read_the_file()
    {
        Journal.Open(File).Append(Planned());

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void A_rotation_can_only_begin_with_Planned() =>
        Assert.Throws<InvalidOperationException>(() => Journal.Open(File).Append(Reached(RotationState.Switched)));

    [Fact]
    public void A_state_cannot_be_skipped()
    {
        var journal = Journal.Open(File);
        journal.Append(Planned());

        Assert.Throws<InvalidOperationException>(() => journal.Append(Reached(RotationState.Switching)));
    }

    [Fact]
    public void Every_prefix_of_the_file_reads_as_the_records_that_are_whole_in_it()
    {
        var journal = Journal.Open(File);
        journal.Append(Planned());
        journal.Append(Reached(RotationState.KeyGenerated));
        var bytes = System.IO.File.ReadAllBytes(File);

        for (var length = 0; length <= bytes.Length; length++)
        {
            var contents = JournalContents.Read(bytes.AsMemory(0, length));

            Assert.Equal(bytes.AsSpan(0, length).Count((byte)'\n'), contents.Records.Count);
            Assert.True(contents.IsWhole);
        }
    }

    [Fact]
    public void A_torn_last_line_is_cut_off_by_the_next_record()
    {
        Journal.Open(File).Append(Planned());
        System.IO.File.AppendAllText(File, "{\"v\":1,\"sum\":\"0123");

        var journal = Journal.Open(File);
        journal.Append(Reached(RotationState.KeyGenerated));

        var again = Journal.Open(File);
        Assert.True(again.Contents.IsWhole);
        Assert.Equal([RotationState.Planned, RotationState.KeyGenerated], again.Records.Select(record => record.State));
    }

    [Fact]
    public void A_flipped_bit_in_any_byte_of_a_line_is_noticed()
    {
        var journal = Journal.Open(File);
        journal.Append(Planned());
        journal.Append(Reached(RotationState.KeyGenerated));
        var bytes = System.IO.File.ReadAllBytes(File);
        var firstLine = Array.IndexOf(bytes, (byte)'\n');

        for (var position = 0; position < firstLine; position++)
        {
            var flipped = bytes.ToArray();
            flipped[position] ^= 0x04;

            Assert.False(JournalContents.Read(flipped).IsWhole, $"byte {position} of the first line");
        }
    }

    [Fact]
    public void A_damaged_line_is_told_by_its_number_and_the_others_are_read()
    {
        var journal = Journal.Open(File);
        journal.Append(Planned());
        journal.Append(Reached(RotationState.KeyGenerated));
        var lines = System.IO.File.ReadAllLines(File);
        System.IO.File.WriteAllText(File, "garbage\n" + lines[1] + "\n");

        var contents = Journal.Open(File).Contents;

        Assert.Equal([1], contents.DamagedLines);
        Assert.Equal(RotationState.KeyGenerated, Assert.Single(contents.Records).State);
    }

    [Fact]
    public void Damage_behind_the_last_record_is_told_apart_from_damage_that_later_records_have_overtaken()
    {
        var journal = Journal.Open(File);
        journal.Append(Planned());
        journal.Append(Reached(RotationState.KeyGenerated));
        var lines = System.IO.File.ReadAllLines(File);

        Assert.False(Read("garbage", lines[0], lines[1]).EndIsDamaged);
        Assert.False(Read(lines[0], "garbage", lines[1]).EndIsDamaged);
        Assert.True(Read(lines[0], "garbage").EndIsDamaged);
        Assert.True(Read(lines[0], lines[1], "garbage", "more of it").EndIsDamaged);

        static JournalContents Read(params string[] lines) =>
            JournalContents.Read(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
    }

    [Fact]
    public void A_state_that_is_recorded_again_was_reached_when_it_was_recorded_first()
    {
        var journal = Journal.Open(File);
        journal.Append(Planned());
        journal.Append(Planned() with { Time = Noon.AddHours(1), Requests = 1 });

        Assert.Equal(Noon, journal.History.Unfinished!.Reached);
    }

    [Fact]
    public void A_line_of_a_later_version_that_says_something_new_is_told_apart_from_a_damaged_one()
    {
        System.IO.File.WriteAllBytes(
            File,
            Line(version: 7, "{\"rotation\":\"r\",\"state\":\"Soaking\",\"time\":\"2030-01-01T00:00:00Z\"}")
        );

        var contents = Journal.Open(File).Contents;

        Assert.Equal([1], contents.LaterVersionLines);
        Assert.Empty(contents.DamagedLines);
    }

    [Fact]
    public void The_frozen_records_of_a_later_version_are_read_whatever_it_adds()
    {
        const string Body = """
            {"rotation":"r","state":"Switching","time":"2030-01-01T00:00:00Z","novelty":{"a":[1,2]},"objects":[
            {"role":"Staged","class":"PrivateKey","digest":"aa","before":{"label":"L.next","id":"01"},"after":{"label":"L","id":"02"}}]}
            """;
        System.IO.File.WriteAllBytes(File, Line(version: 7, Body.ReplaceLineEndings("")));

        var contents = Journal.Open(File).Contents;

        Assert.True(contents.IsWhole);
        var staged = Assert.Single(Assert.Single(contents.Records).Objects!);
        Assert.Equal(new TokenPlace("L", "02"), staged.After);
        Assert.Equal(new ObjectIdentity(TokenObjectClass.PrivateKey, "aa"), staged.Identity);
    }

    [Fact]
    public void The_frozen_record_of_the_first_version_is_read_byte_for_byte_as_it_was_written()
    {
        const string FirstVersion =
            """{"v":1,"sum":"5b8425e013d59668fa995591fd69250a","record":{"rotation":"0123456789abcdef0123456789abcdef","state":"Switching","time":"2026-03-01T12:00:00+00:00","objects":[{"role":"Previous","class":"Certificate","digest":"bb","before":{"label":"greenkey","id":"07"},"after":{"label":"greenkey.previous","id":"09"}}]}}""";
        System.IO.File.WriteAllText(File, FirstVersion + "\n");

        var record = Assert.Single(Journal.Open(File).Records);

        Assert.Equal(RotationState.Switching, record.State);
        Assert.Equal(new TokenPlace("greenkey.previous", "09"), Assert.Single(record.Objects!).After);
    }

    [Fact]
    public void A_file_of_garbage_is_damaged_and_nothing_more()
    {
        var garbage = new byte[100_000];
        System.Security.Cryptography.RandomNumberGenerator.Fill(garbage);
        garbage[^1] = (byte)'\n';
        System.IO.File.WriteAllBytes(File, garbage);

        var contents = Journal.Open(File).Contents;

        Assert.Empty(contents.Records);
        Assert.NotEmpty(contents.DamagedLines);
    }

    private static byte[] Line(int version, string body)
    {
        var sum = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{version}:{body}"))
        )[..32];
        return Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{{\"v\":{version},\"sum\":\"{sum}\",\"record\":{body}}}\n")
        );
    }

    private static JournalRecord Reached(RotationState state) =>
        new()
        {
            Rotation = "0123456789abcdef0123456789abcdef",
            State = state,
            Time = Noon,
        };

    private static JournalRecord Planned() =>
        Reached(RotationState.Planned) with
        {
            Label = "greenkey",
            StagedId = "0a0b",
            Mode = RotationMode.KeyAndCertificate,
            KeyAlgorithm = KeyAlgorithm.EcP256,
            Trigger = "schedule",
            Baseline = ["token-exchange"],
        };
}
