using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.TokenTests.Pkcs11;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>A device's rotation as a process of its own, on a real token, with a cloud that is kept in a file.</summary>
internal static class RotationProgram
{
    public const string Name = "rotation";

    /// <summary>The command that runs it.</summary>
    /// <param name="root">The device's root folder; the cloud's file is in it.</param>
    /// <param name="location">The token.</param>
    /// <param name="work">What to do.</param>
    /// <param name="environment">What the module needs.</param>
    public static Command Command(
        string root,
        TokenLocation location,
        RotationWork work,
        IReadOnlyDictionary<string, string> environment
    ) =>
        new(
            "dotnet",
            [
                "exec",
                typeof(RotationProgram).Assembly.Location,
                Name,
                root,
                location.ModulePath,
                location.StoreFolder ?? "",
                location.Tcti ?? "",
                location.LockFile ?? "",
                work.ToString(),
            ]
        )
        {
            Environment = environment,
        };

    public static async Task<int> RunAsync(string[] arguments)
    {
        var work = Enum.Parse<RotationWork>(arguments[5]);
        var folders = new DeviceFolders(arguments[0]);
        var location = new TokenLocation(arguments[1], TokenGround.Label)
        {
            StoreFolder = NullIfEmpty(arguments[2]),
            Tcti = NullIfEmpty(arguments[3]),
            LockFile = NullIfEmpty(arguments[4]),
        };
        if (work == RotationWork.Recover)
        {
            Console.WriteLine((await RotationRecovery.RunAsync(folders, location, TokenGround.OpenPin)).Words);
            return 0;
        }

        using var durable = new DurableCloud(Path.Combine(folders.Root, "cloud"), location);
        var cloud = durable.Cloud;
        using var engine = RotationEngine.Open(
            folders,
            new CredentialToken(location, TokenGround.OpenPin, RotationGround.Label),
            new RotationPorts(cloud, cloud, cloud, cloud, new NoActivation()),
            new RotationSettings { RetireAfter = TimeSpan.Zero }
        );
        if (work != RotationWork.Finish && engine.History.Unfinished is null)
        {
            var mode = work == RotationWork.Certificate ? RotationMode.CertificateOnly : RotationMode.KeyAndCertificate;
            Console.WriteLine(await engine.BeginAsync(new RotationOrder("kill", mode), CancellationToken.None));
        }

        for (var step = Continue; step.Progress == RotationProgress.Continue; )
        {
            Refuse(work, engine.History, durable);
            step = await engine.AdvanceAsync(CancellationToken.None);
            Console.WriteLine(step);
        }

        return engine.History.Unfinished is null ? 0 : 1;
    }

    private static RotationStep Continue => new(RotationProgress.Continue, "");

    // From the switch on, the cloud does not take the new certificate any more.
    private static void Refuse(RotationWork work, RotationHistory history, DurableCloud durable)
    {
        if (work == RotationWork.RollBack && history.Unfinished is { State: RotationState.Switched } rotation)
        {
            durable.Cloud.Certificates[rotation.CertificateOf(RotationRole.Staged).Digest].Active = false;
            durable.Save();
        }
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}

/// <summary>What a <see cref="RotationProgram"/> does.</summary>
internal enum RotationWork
{
    /// <summary>A rotation of key and certificate.</summary>
    Rotate,

    /// <summary>A rotation of the certificate alone.</summary>
    Certificate,

    /// <summary>A rotation whose new certificate the cloud refuses after the switch.</summary>
    RollBack,

    /// <summary>The recovery at a start.</summary>
    Recover,

    /// <summary>What is under way comes to its end; nothing is begun.</summary>
    Finish,
}
