using System.Security.Cryptography;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>What a switch does on a real token, whatever module it is behind.</summary>
public abstract class TokenSwitchContract : IDisposable
{
    private const string Label = "greenkey";
    private const string StagedLabel = Label + RotationObjects.StagedSuffix;
    private const string PreviousLabel = Label + RotationObjects.PreviousSuffix;

    private readonly TestAuthority _authority = TestAuthority.Create();

    private protected TokenSwitchContract(TokenGround ground)
    {
        Ground = ground;
        Ground.Initialise();
    }

    private protected TokenGround Ground { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _authority.Dispose();
        Ground.Dispose();
    }

    [Fact]
    public void A_switch_puts_the_staged_credential_in_the_place_of_the_active_one()
    {
        IReadOnlyList<RotationObject> objects = MakeBothCredentials();
        string active = CertificateUnder(Label);
        string staged = CertificateUnder(StagedLabel);

        Apply(objects, SwitchDirection.Forward);

        Assert.Equal(staged, CertificateUnder(Label));
        Assert.Equal(active, CertificateUnder(PreviousLabel));
        Assert.Equal(JavaOutcome.Loaded, new JavaReader(Ground.Access).Read(Label).Outcome);
    }

    [Fact]
    public void A_rollback_leaves_the_token_as_it_was()
    {
        IReadOnlyList<RotationObject> objects = MakeBothCredentials();
        IReadOnlyList<string> before = Places();
        Apply(objects, SwitchDirection.Forward);

        Apply(objects, SwitchDirection.Back);

        Assert.Equal(before, Places());
    }

    [Fact]
    public void A_switch_that_is_repeated_changes_nothing()
    {
        IReadOnlyList<RotationObject> objects = MakeBothCredentials();
        Apply(objects, SwitchDirection.Forward);
        IReadOnlyList<string> switched = Places();

        Apply(objects, SwitchDirection.Forward);

        Assert.Equal(switched, Places());
    }

    [Fact]
    public void A_nucleus_that_starts_in_the_middle_finds_a_whole_credential_or_none()
    {
        IReadOnlyList<RotationObject> objects = MakeBothCredentials();
        List<JavaOutcome> outcomes = [new JavaReader(Ground.Access).Read(Label).Outcome];

        while (SwitchPlan.Make(objects, SwitchDirection.Forward, Ground.ReadContents()).Writes is [var next, ..])
        {
            Ground.Write(token => token.Relabel(next.Identity, next.To.Label, Convert.FromHexString(next.To.Id)));
            outcomes.Add(new JavaReader(Ground.Access).Read(Label).Outcome);
        }

        Assert.Equal(
            [
                JavaOutcome.Loaded,
                JavaOutcome.Loaded,
                JavaOutcome.NoAlias,
                JavaOutcome.NoAlias,
                JavaOutcome.NoAlias,
                JavaOutcome.Loaded,
                JavaOutcome.Loaded,
            ],
            outcomes
        );
    }

    [Fact]
    public void A_switch_whose_new_certificate_is_gone_is_refused_and_nothing_is_written()
    {
        IReadOnlyList<RotationObject> objects = MakeBothCredentials();
        RotationObject certificate = objects.Single(wanted =>
            wanted is { Role: RotationRole.Staged, Class: TokenObjectClass.Certificate }
        );
        Ground.Write(token => token.Destroy(certificate.Identity));
        IReadOnlyList<string> before = Places();

        var error = Assert.Throws<SwitchIncompleteException>(() => Apply(objects, SwitchDirection.Forward));

        Assert.Equal(certificate, error.Absent);
        Assert.Equal(before, Places());
    }

    private IReadOnlyList<RotationObject> MakeBothCredentials()
    {
        MakeCredential(Label, RandomNumberGenerator.GetBytes(16));
        byte[] stagedId = RandomNumberGenerator.GetBytes(16);
        MakeCredential(StagedLabel, stagedId);
        TokenContents contents = Ground.ReadContents();
        var begun = new Rotation
        {
            Name = "r",
            State = RotationState.Planned,
            Began = default,
            Reached = default,
            Latest = new JournalRecord
            {
                Rotation = "r",
                State = RotationState.Planned,
                Time = default,
            },
            Label = Label,
            StagedId = Convert.ToHexStringLower(stagedId),
            Objects = RotationObjects.Leaving(
                ActiveCredential.Of(TokenGround.Label, contents, Label, loggedIn: true),
                RotationMode.KeyAndCertificate,
                Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))
            ),
        };
        return
        [
            .. begun.Objects,
            .. contents
                .Objects.Where(found => found.Label == StagedLabel)
                .Select(found => RotationObjects.Arriving(begun, found.Identity)),
        ];
    }

    private void MakeCredential(string label, byte[] id)
    {
        TokenObject key = Ground.Write(token => token.GenerateKeyPair(KeyAlgorithm.EcP256, label, id));
        byte[] certificate = Credential.Certify(_authority, key);
        Ground.Write(token => token.StoreCertificate(certificate, label, id));
    }

    private void Apply(IReadOnlyList<RotationObject> objects, SwitchDirection direction)
    {
        using Pin pin = TokenGround.OpenPin();
        TokenSwitch.Apply(Ground.Location, pin, objects, direction);
    }

    private string CertificateUnder(string label) =>
        Ground.ReadContents().WithLabel(TokenObjectClass.Certificate, label).Single().Identity.Digest;

    private IReadOnlyList<string> Places() =>
        [
            .. Ground
                .ReadContents()
                .Objects.Select(found => $"{found.Class} {found.Identity.Digest} {found.Label} {found.IdHex}")
                .Order(StringComparer.Ordinal),
        ];
}
