using System.Globalization;
using System.Text;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>What provisioning refuses, without destroying anything.</summary>
[Collection(BootstrapTpm.Name)]
public sealed class RefusalScenarios(SoftwareTpmFixture shared) : IDisposable
{
    private const string OrdinaryLibrary = "/lib/x86_64-linux-gnu/libz.so.1";

    private static readonly RunAs Nobody = new("nobody", "nogroup");

    private readonly Device _device = new(shared.Tpm);

    public void Dispose() => _device.Dispose();

    [Fact]
    public void Somebody_who_is_not_root_is_told_so()
    {
        Refused(_device.FirstHalf() with { User = Nobody }, 77, "provisioning needs root");

        Assert.Empty(_device.Picture());
    }

    [Fact]
    public void A_TPM_that_is_not_there_changes_nothing()
    {
        Refused(_device.FirstHalf("--tcti", "device:/dev/no-such-tpm"), 3, "/dev/no-such-tpm");

        Assert.False(Directory.Exists(_device.Store));
    }

    [Fact]
    public void A_TCTI_that_no_library_serves_is_a_wrong_configuration() =>
        Refused(_device.FirstHalf("--tcti", "carrier-pigeon:"), 78, "carrier-pigeon");

    [Fact]
    public void A_TPM_that_only_others_may_use_is_a_question_of_permission()
    {
        MakePrivateFile(_device.FileNamed("tpm0"));

        Refused(
            _device.Bootstrap("handles", "--tcti", $"device:{_device.FileNamed("tpm0")}") with
            {
                User = Nobody,
            },
            77,
            _device.FileNamed("tpm0")
        );
    }

    [Fact]
    public void A_TPM_that_another_program_has_for_itself_is_busy_and_worth_another_try()
    {
        using ExclusiveDevice tpm = ExclusiveDevice.Open();

        Refused(
            _device.Bootstrap("handles", "--tcti", $"device:{tpm.Path}") with
            {
                User = Nobody,
            },
            75,
            $"another program holds {tpm.Path} (EBUSY)"
        );
    }

    [Fact]
    public void A_PIN_that_only_root_may_read_is_a_question_of_permission()
    {
        FirstHalfDone();

        Refused(
            _device.Bootstrap(
                "connect",
                "localhost:8883",
                "--store",
                _device.Store,
                "--pin-file",
                _device.UserPinFile
            ) with
            {
                User = Nobody,
            },
            77,
            $"the PIN file {_device.UserPinFile} cannot be used"
        );
    }

    [Fact]
    public void A_store_that_only_its_group_may_use_is_a_question_of_permission()
    {
        FirstHalfDone();

        RefusedToUseTheStore(Nobody, _device.StoreFile);
    }

    [Fact]
    public void A_lock_file_that_somebody_has_left_in_the_store_is_a_question_of_permission()
    {
        FirstHalfDone();
        MakePrivateFile(_device.StoreFile + ".lock");

        RefusedToUseTheStore(Nobody with { SupplementaryGroups = ["tss"] }, _device.StoreFile + ".lock");
    }

    [Fact]
    public void A_module_that_is_not_there_is_named() =>
        Refused(_device.FirstHalf("--module", "/usr/lib/no-such-module.so"), 78, "/usr/lib/no-such-module.so");

    [Fact]
    public void A_text_file_is_no_module()
    {
        File.WriteAllText(_device.FileNamed("module.so"), "hello");

        Refused(_device.FirstHalf("--module", _device.FileNamed("module.so")), 78, "cannot be loaded as a library");
        Assert.False(Directory.Exists(_device.Store));
    }

    [Fact]
    public void A_library_that_is_no_PKCS11_module_is_told_apart() =>
        Refused(_device.FirstHalf("--module", OrdinaryLibrary), 78, "it has no C_GetFunctionList");

    [Fact]
    public void A_token_of_somebody_else_with_our_label_is_left_alone_and_no_PIN_is_tried_on_it()
    {
        _device.Foreign("greengrass", "1234").InitToken("5678");
        byte[] before = File.ReadAllBytes(_device.StoreFile);
        int tries = shared.Tpm.ReadLockoutCounter();

        Refused(_device.FirstHalf(), 78, "a token greengrass that this program did not make");

        Assert.Equal(before, File.ReadAllBytes(_device.StoreFile));
        Assert.Equal(tries, shared.Tpm.ReadLockoutCounter());
    }

    [Fact]
    public void A_token_of_our_own_fits_beside_tokens_of_others()
    {
        _device.Foreign("other", "1234").InitToken("5678");
        File.SetUnixFileMode(
            _device.StoreFile,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        );

        _device.ProvisionWhole(shared.Authority);

        Assert.Equal(3, _device.Objects().Count);
    }

    [Fact]
    public void A_key_of_somebody_else_with_our_label_is_left_alone()
    {
        KillAt("C_GenerateKeyPair");
        new Pkcs11Tool(_device.Access()).GenerateKeyPair("EC:prime256v1", "greenkey", "99");

        Refused(
            _device.FirstHalf("--module", SoftwareTpm.ModulePath),
            78,
            "has an object greenkey that this program did not make"
        );

        Assert.All(_device.Objects(), item => Assert.Equal("99", item.Id));
    }

    [Fact]
    public void A_certificate_cannot_come_before_the_key()
    {
        using TestAuthority self = TestAuthority.Create();
        File.WriteAllText(_device.Certificate, self.Pem);

        Refused(
            _device.SecondHalf("--thing-name", Device.ThingName),
            78,
            "this device has no key yet that a certificate could be for"
        );
    }

    [Fact]
    public void A_certificate_of_another_key_is_refused()
    {
        FirstHalfDone();
        File.WriteAllText(_device.Certificate, shared.Authority.Pem);

        RefusedUnchanged(_device.SecondHalf(), "is for another key");
    }

    [Fact]
    public void An_expired_certificate_is_refused()
    {
        FirstHalfDone();
        _device.Issue(shared.Authority, CertificateOptions.Expired);

        RefusedUnchanged(_device.SecondHalf(), "expired at");
    }

    [Fact]
    public void A_certificate_of_tomorrow_is_refused()
    {
        FirstHalfDone();
        _device.Issue(shared.Authority, CertificateOptions.NotYetValid);

        RefusedUnchanged(_device.SecondHalf(), "is valid from");
    }

    [Fact]
    public void A_chain_is_refused()
    {
        FirstHalfDone();
        _device.Issue(shared.Authority);
        File.AppendAllText(_device.Certificate, "\n" + shared.Authority.Pem);

        RefusedUnchanged(_device.SecondHalf(), "holds 2 certificates");
    }

    [Fact]
    public void A_certificate_in_DER_is_recognised_and_its_conversion_told()
    {
        FirstHalfDone();
        File.WriteAllBytes(_device.Certificate, shared.Authority.Certificate.RawData);

        RefusedUnchanged(_device.SecondHalf(), "is a certificate in DER form");
    }

    [Fact]
    public void A_megabyte_of_garbage_is_no_certificate()
    {
        FirstHalfDone();
        File.WriteAllBytes(_device.Certificate, new byte[1 << 20]);

        RefusedUnchanged(_device.SecondHalf(), _device.Certificate);
    }

    [Fact]
    public void A_second_certificate_for_the_same_key_is_left_to_rotation()
    {
        _device.ProvisionWhole(shared.Authority);
        _device.Issue(shared.Authority);

        RefusedUnchanged(_device.SecondHalf(), "holds another certificate for this key already");
    }

    [Fact]
    public void Another_thing_s_name_is_refused_on_a_provisioned_device()
    {
        FirstHalfDone();

        RefusedUnchanged(
            _device.Provision("--thing-name", "gateway-8", "--csr-out", _device.Request),
            "was provisioned with --thing-name gateway-7"
        );
    }

    [Fact]
    public void A_damaged_record_is_not_guessed_at()
    {
        FirstHalfDone();
        File.WriteAllText(Path.Combine(_device.State, "provisioning.json"), "{");

        RefusedUnchanged(_device.FirstHalf(), "is not a valid provisioning record");
    }

    [Fact]
    public void A_file_that_is_no_request_is_not_overwritten()
    {
        File.WriteAllText(_device.Request, "my thesis");

        Refused(_device.FirstHalf(), 78, "is not a certificate request; it was not overwritten");

        Assert.Equal("my thesis", File.ReadAllText(_device.Request));
    }

    [Fact]
    public void A_missing_PIN_file_is_named_and_no_other_PIN_is_invented()
    {
        FirstHalfDone();
        File.Delete(_device.UserPinFile);

        Refused(_device.FirstHalf(), 77, $"{_device.UserPinFile} is missing");

        Assert.False(File.Exists(_device.UserPinFile));
    }

    [Fact]
    public void A_second_run_at_the_same_time_is_refused_at_once_and_the_first_one_named()
    {
        FirstHalfDone();
        string path = Path.Combine(_device.State, "lock");
        File.WriteAllText(path, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        using FileStream held = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Refused(_device.FirstHalf(), 75, $"locked by process {Environment.ProcessId}");
    }

    [Fact]
    public void A_store_that_another_program_writes_to_is_worth_another_try()
    {
        FirstHalfDone();
        _device.Issue(shared.Authority);
        using (
            ChildProcess writer = ChildProcess.Start(
                new Command("sqlite3", _device.StoreFile)
                {
                    StandardInput = Encoding.ASCII.GetBytes(
                        "BEGIN IMMEDIATE;\nSELECT 'writing';\n.shell tail -f /dev/null\n"
                    ),
                }
            )
        )
        {
            writer.WaitForText("writing");
            Refused(_device.SecondHalf(), 75, "C_CreateObject returned CKR_GENERAL_ERROR");
        }

        _ = ChildProcess.Run(_device.SecondHalf()).OrThrow();
        Assert.Equal(3, _device.Objects().Count);
    }

    private static void MakePrivateFile(string path)
    {
        using FileStream file = new(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );
    }

    private void FirstHalfDone() => ChildProcess.Run(_device.FirstHalf()).OrThrow();

    private void RefusedToUseTheStore(RunAs user, string named)
    {
        string pin = _device.FileNamed("pin");
        File.Copy(_device.UserPinFile, pin);
        File.SetUnixFileMode(pin, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Command connect = _device.Bootstrap(["connect", "localhost:8883", "--store", _device.Store, "--pin-file", pin]);

        Refused(connect with { User = user }, 77, named);
    }

    private void KillAt(string function)
    {
        FaultPlan plan = FaultPlan.KillBefore(1) with { Counted = [function] };
        Command command = _device
            .FirstHalf("--module", Pkcs11Proxy.ModulePath)
            .With(Pkcs11Proxy.Environment(SoftwareTpm.ModulePath, plan));
        Assert.True(ChildProcess.Run(command).WasKilled);
    }

    private void RefusedUnchanged(Command command, string message)
    {
        IReadOnlyDictionary<string, string> before = _device.Picture();
        Refused(command, 78, message);
        Assert.Equal(before, _device.Picture());
    }

    private static void Refused(Command command, int exitCode, string message)
    {
        ChildResult result = ChildProcess.Run(command);
        Assert.Equal((exitCode, ""), (result.ExitCode, exitCode == result.ExitCode ? "" : result.Error));
        // The module has its own say on standard error, in its own form.
        _ = Assert.Single(result.Error.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Contains("\nhint: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }
}
