using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Pkcs11;

/// <summary>tpm2-pkcs11's store, and others who use it.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class Tpm2StoreTests : IDisposable
{
    private readonly Tpm2Ground _ground = new();

    public void Dispose() => _ground.Dispose();

    [Fact]
    public void Reading_makes_no_store_where_there_is_none()
    {
        Assert.Throws<StoreUnusableException>(() => TokenReader.Open(_ground.Location).Dispose());
        Assert.Throws<StoreUnusableException>(() => _ground.Write(token => token.ReadContents()));

        Assert.Empty(Directory.GetFileSystemEntries(_ground.Tpm.StoreFolder));
    }

    [Fact]
    public void A_store_folder_that_is_missing_is_not_made()
    {
        using Pin pin = Pin.Generate();
        string missing = Path.Combine(_ground.Tpm.StoreFolder, "missing");

        Assert.Throws<StoreFileException>(() =>
            TokenInitialiser.Initialise(_ground.Location with { StoreFolder = missing }, pin, pin)
        );
    }

    [Fact]
    public void What_a_process_left_that_ended_while_it_made_the_store_is_in_nobodys_way()
    {
        // tpm2-pkcs11 makes a store by several transactions, and refuses one that has only some of its tables.
        string unfinished = Directory.CreateDirectory(_ground.Tpm.StoreFolder + ".new").FullName;
        string file = Path.Combine(unfinished, "tpm2_pkcs11.sqlite3");
        ChildProcess.RunOrThrow("sqlite3", file, "CREATE TABLE tokens(id INTEGER PRIMARY KEY)");

        Assert.Equal(TokenInitialisation.Made, _ground.Initialise());
        Assert.Equal([_ground.StoreFile], Directory.GetFileSystemEntries(_ground.Tpm.StoreFolder));
        Assert.False(Directory.Exists(unfinished));
    }

    [Fact]
    public void What_a_process_left_that_ended_after_it_had_made_the_store_goes_with_the_next_write()
    {
        _ground.Initialise();
        string rest = Directory.CreateDirectory(_ground.Tpm.StoreFolder + ".new").FullName;

        MakeKey();

        Assert.False(Directory.Exists(rest));
    }

    [Fact]
    public void A_new_store_is_finished_before_it_is_in_its_place()
    {
        using Pin pin = Pin.Generate();
        bool wasInItsPlace = true;

        TokenInitialiser.Initialise(
            _ground.Location,
            pin,
            pin,
            store => wasInItsPlace = store == _ground.StoreFile || File.Exists(_ground.StoreFile)
        );

        Assert.False(wasInItsPlace);
        Assert.True(File.Exists(_ground.StoreFile));
    }

    [Fact]
    public void What_was_written_is_shown_as_it_was_read_back()
    {
        _ground.Initialise();
        TokenContents? shown = null;
        using Pin pin = TokenGround.OpenPin();

        TokenObject key = TokenWriter.Write(
            _ground.Location,
            pin,
            token => token.GenerateKeyPair(KeyAlgorithm.EcP256, "greenkey", Credential.Id),
            written => shown = written.Contents
        );

        Assert.Equal("greenkey", shown!.Find(key.Identity)!.Label);
        Assert.Equal(_ground.ReadContents().Objects.Count, shown.Objects.Count);
    }

    [Fact]
    public void An_empty_file_is_no_store_yet()
    {
        File.WriteAllBytes(_ground.StoreFile, []);

        Assert.Throws<StoreUnusableException>(() => TokenReader.Open(_ground.Location).Dispose());
        Assert.Equal(TokenInitialisation.Made, _ground.Initialise());
    }

    [Theory]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("BEGIN EXCLUSIVE")]
    public void A_store_that_another_connection_writes_to_is_worth_another_try(string begin)
    {
        _ground.Initialise();
        using (new SqliteUser(_ground.StoreFile, begin))
        {
            var error = Assert.Throws<Pkcs11CallException>(() => MakeKey());
            Assert.Equal(RetryClass.Retryable, error.Retry);
            Assert.Equal("CKR_GENERAL_ERROR", error.CkrName);
        }

        Assert.Equal("greenkey", MakeKey().Label);
    }

    [Fact]
    public void Nothing_is_written_after_another_program_wrote_in_the_middle()
    {
        _ground.Initialise();
        TokenObject key = MakeKey();
        using var other = new OldPicture();

        Assert.Throws<StoreChangedException>(() =>
            _ground.Write(token =>
            {
                other.Touch("theirs");
                token.Relabel(key.Identity, "ours", Credential.OtherId);
            })
        );

        Assert.DoesNotContain(_ground.ReadContents().Objects, one => one.Label == "ours");
    }

    [Fact]
    public void A_write_that_an_old_picture_undoes_is_noticed_when_it_is_read_back()
    {
        _ground.Initialise();
        TokenObject key = MakeKey();
        using var other = new OldPicture();

        var error = Assert.Throws<WriteNotVerifiedException>(() =>
            _ground.Write(token =>
            {
                token.Relabel(key.Identity, "ours", Credential.OtherId);
                token.Relabel(key.Identity with { Class = TokenObjectClass.PublicKey }, "ours", Credential.OtherId);
                other.Touch("theirs");
            })
        );

        Assert.Equal(RetryClass.Retryable, error.Retry);
        Assert.NotEmpty(error.Differences);
    }

    [Fact]
    public void A_picture_from_before_does_no_harm_to_a_sequence_after_it()
    {
        _ground.Initialise();
        TokenObject key = MakeKey();
        using var other = new OldPicture();
        other.Touch("theirs");

        _ground.Write(token => token.Relabel(key.Identity, "ours", Credential.OtherId));

        Assert.Equal("ours", _ground.ReadContents().Find(key.Identity)!.Label);
    }

    [Fact]
    public void A_second_instance_waits_and_then_says_that_the_token_is_busy()
    {
        _ground.Initialise();
        using var holder = ChildProcess.Start(
            new Command("flock", _ground.Tpm.StoreFolder, "sh", "-c", "echo held; exec sleep 600")
        );
        holder.WaitForText("held");
        using Pin pin = TokenGround.OpenPin();

        var error = Assert.Throws<StoreBusyException>(() =>
            TokenWriter.Write(
                _ground.Location with
                {
                    LockTimeout = TimeSpan.FromMilliseconds(200),
                },
                pin,
                token => token.ReadContents()
            )
        );

        Assert.Equal(RetryClass.Retryable, error.Retry);
    }

    [Fact]
    public void The_TPMs_own_word_about_a_key_can_be_read()
    {
        _ground.Initialise();
        TokenObject key = MakeKey();

        TpmKeyBlobs blobs = _ground.Read(reader => reader.ReadTpmBlobs(key.Identity))!;

        // TPM2B_PUBLIC: size, then type TPM_ALG_ECC (0x0023).
        Assert.Equal([0x00, 0x23], blobs.PublicArea.Slice(2, 2).ToArray());
        Assert.False(blobs.PrivateArea.IsEmpty);
    }

    [Fact]
    public void A_key_costs_no_persistent_handle()
    {
        _ground.Initialise();
        string before = PersistentHandles();
        MakeKey();

        Assert.Equal(before, PersistentHandles());
    }

    [Fact]
    public void The_lock_leaves_nothing_in_the_store_folder()
    {
        _ground.Initialise();

        Assert.Equal(
            [_ground.StoreFile],
            Directory
                .GetFileSystemEntries(_ground.Tpm.StoreFolder)
                .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))
        );
    }

    private TokenObject MakeKey() =>
        _ground.Write(token => token.GenerateKeyPair(KeyAlgorithm.EcP256, "greenkey", Credential.Id));

    private string PersistentHandles() => _ground.Tpm.Tpm2Tool("tpm2_getcap", "handles-persistent").Output;
}
