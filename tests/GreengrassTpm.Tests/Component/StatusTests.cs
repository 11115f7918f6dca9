using System.Text.Json;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Component;
using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Component;

public sealed class StatusTests : IDisposable
{
    private readonly PrivateFolder _folder = PrivateFolder.Create();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly string _journal;

    public StatusTests()
    {
        _journal = new DeviceFolders(_folder.Path).Journal;
        _ = Directory.CreateDirectory(Path.GetDirectoryName(_journal)!);
    }

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Without_a_journal_there_has_been_no_rotation()
    {
        Assert.Equal(0, Run());

        Assert.Equal(
            $"""
            rotation: there has been none
            so far: 0 completed, 0 abandoned, 0 rolled back
            journal: {_journal}, 0 records

            """,
            _out.ToString()
        );
        Assert.False(File.Exists(_journal));
    }

    [Fact]
    public void A_rotation_under_way_is_told_from_its_beginning_to_what_is_next_and_owed()
    {
        JournalSample.Write(_journal, "r1", reason: null, JournalSample.UpTo(RotationState.Switched));

        Assert.Equal(0, Run());

        Assert.Equal(
            $"""
            2026-03-01 12:00:00Z Planned           begun: a new ec-p256 key and its certificate
            2026-03-01 12:01:00Z KeyGenerated      the new key is in the chip, under greenkey.next
            2026-03-01 12:02:00Z CertificateIssued certificate bbbbbbbbbbbbbbbb was issued
            2026-03-01 12:03:00Z CertificateStored the new certificate is on the token, under greenkey.next
            2026-03-01 12:04:00Z Proved            the new credential was proved in real connections
            2026-03-01 12:05:00Z Switching         the exchange of label greenkey has begun
            2026-03-01 12:06:00Z Switched          the new credential carries label greenkey
            rotation r1, asked for by command
            rotation: not at its end; 'greengrass-tpm rotate' goes on with it
            next: see the new credential in use, or roll back
            owed: certificate aaaaaaaaaaaaaaaa: deactivate and delete it in the cloud, remove it from the token
            owed: key cccccccccccccccc: destroy it on the token
            credential in use since: 2026-03-01 12:06:00Z
            so far: 0 completed, 0 abandoned, 0 rolled back
            journal: {_journal}, 7 records

            """,
            _out.ToString()
        );
    }

    [Fact]
    public void Of_the_time_that_both_certificates_stay_valid_the_latest_note_is_told()
    {
        JournalSample.Write(_journal, "r1", reason: null, JournalSample.UpTo(RotationState.Confirmed));
        var journal = Journal.Open(_journal);
        foreach (int minutes in (int[])[5, 10])
        {
            journal.Append(
                new JournalRecord
                {
                    Rotation = "r1",
                    State = RotationState.Confirmed,
                    Time = JournalSample.Noon.AddMinutes(7 + minutes),
                    Soaked = minutes * 60 + 0.5,
                }
            );
        }

        Assert.Equal(0, Run());

        Assert.Contains(
            """
            2026-03-01 12:07:00Z Confirmed         the new credential was seen in use
            2026-03-01 12:17:00Z Confirmed         both certificates stay valid for a while, 10m of it have passed
            rotation r1,
            """,
            _out.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_rotation_that_came_to_its_end_owes_nothing()
    {
        JournalSample.Write(_journal, "r1", reason: null, JournalSample.UpTo(RotationState.Retired));

        Assert.Equal(0, Run());

        Assert.Contains("rotation: none is under way", _out.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("owed:", _out.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("next:", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("so far: 1 completed, 0 abandoned, 0 rolled back", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rollback_under_way_says_why_and_what_must_go()
    {
        JournalSample.Write(
            _journal,
            "r1",
            "the cloud refused the new certificate",
            [.. JournalSample.UpTo(RotationState.Switched), RotationState.RollingBack]
        );

        Assert.Equal(0, Run());

        Assert.Contains("went wrong: the cloud refused the new certificate", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("owed: certificate bbbbbbbbbbbbbbbb", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("owed: key dddddddddddddddd", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_rollbacks_in_a_row_are_a_warning_with_what_to_do()
    {
        RotationState[] rollback =
        [
            .. JournalSample.UpTo(RotationState.Switched),
            RotationState.RollingBack,
            RotationState.RolledBack,
        ];
        JournalSample.Write(_journal, "r1", "no answer", rollback);
        JournalSample.Write(_journal, "r2", "no answer", rollback);

        Assert.Equal(10, Run());

        Assert.Contains("rotation: stopped after 2 rollbacks in a row", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("--force", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_lines_are_a_warning_and_are_named()
    {
        JournalSample.Write(_journal, "r1", reason: null, JournalSample.UpTo(RotationState.Proved));
        var lines = File.ReadAllLines(_journal);
        lines[1] = lines[1].Replace("KeyGenerated", "KeyGenerateD", StringComparison.Ordinal);
        File.WriteAllLines(_journal, lines);

        Assert.Equal(10, Run());

        Assert.Contains("damaged lines: 2: nothing is destroyed", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_a_later_version_are_a_warning_and_are_named()
    {
        const string Body = "{\"rotation\":\"r\",\"state\":\"Soaking\",\"time\":\"2030-01-01T00:00:00Z\"}";
        var sum = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(
                "9:"u8.ToArray().Concat(System.Text.Encoding.UTF8.GetBytes(Body)).ToArray()
            )
        )[..32];
        File.WriteAllText(_journal, $"{{\"v\":9,\"sum\":\"{sum}\",\"record\":{Body}}}\n");

        Assert.Equal(10, Run());

        Assert.Contains("lines of a later version: 1", _out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Every_state_has_words_of_its_own(RotationState[] states)
    {
        JournalSample.Write(_journal, "r1", reason: null, states);

        Assert.Equal(0, Run("--output", "json"));

        using JsonDocument document = JsonDocument.Parse(_out.ToString());
        JsonElement rotation = document.RootElement.GetProperty("rotation");
        Assert.Equal(states[^1].ToString(), rotation.GetProperty("state").GetString());
        Assert.Equal(states[^1].IsFinal(), rotation.GetProperty("ended").GetBoolean());
        Assert.Equal(states[^1].IsFinal(), !rotation.TryGetProperty("next", out _));
        Assert.All(
            rotation.GetProperty("steps").EnumerateArray(),
            step => Assert.Contains(' ', step.GetProperty("happened").GetString()!)
        );
    }

    public static TheoryData<RotationState[]> States =>
        [
            .. Enum.GetValues<RotationState>()
                .Where(state => state is > RotationState.Planned and <= RotationState.Retired)
                .Select(JournalSample.UpTo),
            [RotationState.Abandoning],
            [RotationState.Abandoning, RotationState.Abandoned],
            [.. JournalSample.UpTo(RotationState.Switching), RotationState.RollingBack],
            [.. JournalSample.UpTo(RotationState.Switching), RotationState.RollingBack, RotationState.RolledBack],
        ];

    private int Run(params string[] arguments) =>
        ComponentProgram.Run(
            ["status", "--root", _folder.Path, .. arguments],
            new Outputs(_out, _error, IsTerminal: false)
        );
}
