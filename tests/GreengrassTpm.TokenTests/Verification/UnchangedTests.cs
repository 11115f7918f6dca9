using System.Security.Cryptography;
using System.Text.Json;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.TokenTests.Pkcs11;
using GreengrassTpm.Verification;
using Xunit;

namespace GreengrassTpm.TokenTests.Verification;

/// <summary>An examination leaves token, chip, store and cloud as they were, and needs no more rights than it has.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class UnchangedTests
{
    [Fact]
    public async Task Nothing_is_changed_by_an_examination()
    {
        await using CloudDevice made = await CloudDevice.CreateAsync();
        string before = await DescribeAsync(made);

        VerificationReport report = await made.Device.ExamineAsync();

        Assert.Equal(before, await DescribeAsync(made));
        Assert.Equal(Verdict.Ok, Find(report, "registry.certificate").Verdict);
        Assert.Equal(Verdict.Ok, Find(report, "tls.credentials").Verdict);
        Assert.Equal(Verdict.Ok, Find(report, "clock.offset").Verdict);
    }

    [Fact]
    public async Task A_missing_store_is_not_made()
    {
        await using var device = ExaminedDevice.Healthy();
        File.Delete(device.Ground.StoreFile);

        await device.ExamineAsync();

        Assert.Empty(Directory.GetFileSystemEntries(device.Ground.Tpm.StoreFolder));
    }

    [Fact]
    public async Task The_last_try_of_the_PIN_is_left_to_the_nucleus()
    {
        await using var device = ExaminedDevice.Healthy(new SoftwareTpmOptions { DefaultLockout = true });
        device.SpendTry();
        device.SpendTry();

        VerificationReport report = await device.ExamineAsync();

        Assert.Equal(Verdict.Skipped, Find(report, "token.login").Verdict);
        Assert.Contains("2 of 3", Find(report, "token.login").Evidence, StringComparison.Ordinal);
        Assert.Equal((2, Fitness.NotExamined), (device.Ground.Tpm.ReadLockoutCounter(), report.Fitness));
        Assert.Equal(Verdict.Ok, Find(report, "certificate.validity").Verdict);
    }

    [Fact]
    public async Task A_wrong_PIN_costs_one_count_and_no_more()
    {
        await using var device = ExaminedDevice.Healthy();
        device.Options = device.Options with { OpenPin = () => Pin.FromUtf8("wrong-1234"u8) };
        int before = device.Ground.Tpm.ReadLockoutCounter();

        await device.ExamineAsync();

        Assert.Equal(before + 1, device.Ground.Tpm.ReadLockoutCounter());
    }

    [Fact]
    public async Task Without_a_PIN_what_needs_none_is_examined_and_the_rest_says_why_not()
    {
        await using var device = ExaminedDevice.Healthy();
        device.Options = device.Options with { OpenPin = null };

        VerificationReport report = await device.ExamineAsync();

        Assert.Equal(Verdict.Ok, Find(report, "certificate.validity").Verdict);
        Assert.Equal(Verdict.Ok, Find(report, "chip.lockout").Verdict);
        Assert.Equal(
            (Verdict.Skipped, "No PIN was given."),
            (Find(report, "token.login").Verdict, Find(report, "token.login").Evidence)
        );
        Assert.Equal(Fitness.NotExamined, report.Fitness);
    }

    [Fact]
    public async Task A_module_that_is_not_of_a_TPM_is_examined_as_far_as_it_goes()
    {
        using var ground = new SoftHsmGround();
        ground.Initialise();
        ground.Write(token => token.GenerateKeyPair(KeyAlgorithm.EcP256, ExaminedDevice.Label, ExaminedDevice.Id));

        VerificationReport report = await new Verifier(
            new VerificationOptions { OpenPin = TokenGround.OpenPin, IsOffline = true }
        ).ExamineAsync(new VerificationSubject(ground.Location, ExaminedDevice.Label));

        Assert.Equal(Verdict.Ok, Find(report, "token.login").Verdict);
        Assert.Equal(Verdict.Ok, Find(report, "key.attributes").Verdict);
        Assert.Equal(Verdict.Skipped, Find(report, "key.origin").Verdict);
        Assert.Equal(Verdict.Skipped, Find(report, "store.exists").Verdict);
    }

    [Fact]
    public async Task While_another_program_holds_the_store_for_writing_it_can_be_examined()
    {
        await using var device = ExaminedDevice.Healthy();
        using var writer = new SqliteUser(device.Ground.StoreFile, "BEGIN EXCLUSIVE");

        VerificationReport report = await device.ExamineAsync();

        Assert.Equal(Fitness.Fit, report.Fitness);
    }

    private static async Task<string> DescribeAsync(CloudDevice made)
    {
        SoftwareTpm tpm = made.Device.Ground.Tpm;
        IEnumerable<string> files = Directory
            .GetFiles(tpm.StoreFolder)
            .Append(tpm.StoreFolder)
            .Order()
            .Select(path =>
                $"{path} {File.GetUnixFileMode(path)} {File.GetLastWriteTimeUtc(path):O} {(File.Exists(path) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))) : "")}"
            );
        string chip = tpm.Tpm2Tool("tpm2_getcap", "handles-persistent").Output;
        string transient = tpm.Tpm2Tool("tpm2_getcap", "handles-transient").Output;
        string cloud = JsonSerializer.Serialize(made.Cloud.Snapshot());
        await Task.CompletedTask;
        return string.Join('\n', [.. files, chip, transient, $"{tpm.ReadLockoutCounter()}", cloud]);
    }

    private static Finding Find(VerificationReport report, string id) =>
        report.Results.Single(result => result.Check.Id == id).Finding;
}
