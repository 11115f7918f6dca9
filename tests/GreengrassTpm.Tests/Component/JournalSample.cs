using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Tests.Component;

/// <summary>Journals as rotations would leave them.</summary>
internal static class JournalSample
{
    public const string PreviousCertificate = "aaaaaaaaaaaaaaaa";
    public const string NewCertificate = "bbbbbbbbbbbbbbbb";
    public const string PreviousKey = "cccccccccccccccc";
    public const string NewKey = "dddddddddddddddd";

    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly TokenPlace Active = new("greenkey", "01");
    private static readonly TokenPlace Staged = new("greenkey.next", "02");
    private static readonly TokenPlace Previous = new("greenkey.previous", "03");

    private static readonly RotationObject[] Objects =
    [
        new(RotationRole.Previous, TokenObjectClass.PrivateKey, PreviousKey, Active, Previous),
        new(RotationRole.Previous, TokenObjectClass.Certificate, PreviousCertificate, Active, Previous),
        new(RotationRole.Staged, TokenObjectClass.PrivateKey, NewKey, Staged, Active),
        new(RotationRole.Staged, TokenObjectClass.Certificate, NewCertificate, Staged, Active),
    ];

    /// <summary>Writes a rotation that has reached these states after Planned, one minute each.</summary>
    /// <param name="path">The journal; its folder exists.</param>
    /// <param name="name">The rotation's name.</param>
    /// <param name="reason">What the last record gives as its reason.</param>
    /// <param name="states">The states.</param>
    public static void Write(string path, string name, string? reason, params RotationState[] states)
    {
        var journal = Journal.Open(path);
        journal.Append(
            new JournalRecord
            {
                Rotation = name,
                State = RotationState.Planned,
                Time = Noon,
                Trigger = "command",
                Mode = RotationMode.KeyAndCertificate,
                KeyAlgorithm = KeyAlgorithm.EcP256,
                Label = "greenkey",
                StagedId = "02",
                Baseline = [Evidence.TokenExchange],
            }
        );
        for (var i = 0; i < states.Length; i++)
        {
            journal.Append(
                new JournalRecord
                {
                    Rotation = name,
                    State = states[i],
                    Time = Noon.AddMinutes(i + 1),
                    Objects = states[i] >= RotationState.CertificateStored ? Objects : null,
                    Reason = i == states.Length - 1 ? reason : null,
                }
            );
        }
    }

    /// <summary>The states after Planned on the way to one of the straight line.</summary>
    public static RotationState[] UpTo(RotationState last) =>
        [.. Enum.GetValues<RotationState>().Where(state => state > RotationState.Planned && state <= last)];
}
