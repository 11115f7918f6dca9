using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// What on the device has the user PIN beside this product's own file. A nucleus that is left with the old one tries it at each start,
/// or at each connection, until the chip is locked out: what cannot be given the new one is a reason to change nothing.
/// </summary>
/// <param name="folders">The device's places.</param>
/// <param name="record">What provisioning has done.</param>
/// <param name="classic">The classic nucleus, which changes its configuration itself; null where none is installed.</param>
/// <param name="places">Where a nucleus keeps its configuration.</param>
internal sealed class PinHolders(
    DeviceFolders folders,
    ProvisioningRecord record,
    ClassicNucleus? classic,
    NucleusPlaces places
)
{
    /// <summary>The classic nucleus; null where none is installed.</summary>
    internal ClassicNucleus? Classic => classic;

    /// <summary>Looks for the nucleus.</summary>
    /// <param name="folders">The device's places.</param>
    /// <param name="record">What provisioning has done.</param>
    /// <param name="nucleusRoot">The classic nucleus' root folder, if it was named.</param>
    /// <exception cref="CommandException">It is not where it was named, or provisioned, to be.</exception>
    internal static PinHolders Find(DeviceFolders folders, ProvisioningRecord record, string? nucleusRoot)
    {
        string? told = nucleusRoot ?? (record.Nucleus is { Classic: true } recorded ? recorded.RootFolder : null);
        NucleusPlaces places = NucleusPlaces.Below(folders.Root, told);
        var classic = ClassicNucleus.Find(Path.TrimEndingDirectorySeparator(places.ClassicFolder));
        bool isMissing =
            classic is null
            && told is not null
            && (nucleusRoot is not null || places.Look(module: "").Value?.Flavour != NucleusFlavour.Lite);
        return isMissing
            ? throw new CommandException(
                ExitCode.Configuration,
                $"there is no classic nucleus in {places.ClassicFolder}, {(nucleusRoot is null ? "for which this device was provisioned" : "which --nucleus-root names")}; nothing was changed",
                "name the folder that it is in with --nucleus-root DIR: with the old PIN it would use up the chip's tries"
            )
            : new PinHolders(folders, record, classic, places);
    }

    /// <summary>The files that hold a PIN and are given another one in its place.</summary>
    /// <param name="pin">The PIN; stays the caller's.</param>
    /// <exception cref="CommandException">A nucleus has it from a file that is not this product's to change.</exception>
    internal IReadOnlyList<string> FilesWith(Pin pin)
    {
        NucleusPinFile[] found =
        [
            .. Read(pin).Where(held => !record.NucleusFiles.Append(folders.UserPin).Contains(held.File)),
        ];
        if (found.FirstOrDefault(held => !held.IsPinAlone && !IsOwnWork(held)) is { } other)
        {
            throw NotOurs(other);
        }

        string[] files = [.. Ours(pin), .. found.Where(held => held.IsPinAlone).Select(held => held.File)];
        foreach (string file in files)
        {
            RequireReplaceable(file);
        }

        return files;
    }

    private static void RequireReplaceable(string file)
    {
        try
        {
            AtomicFile.RequireReplaceable(file);
        }
        catch (FileWriteException error)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"the nucleus has the PIN in a file that cannot be given another one: {error.Message}; nothing was changed",
                "ELOOP: name the file itself in the nucleus' configuration, and no link to it; EMLINK: take its other name away",
                error
            );
        }
    }

    /// <summary>Ours with the PIN in them. In a drop-in file of a service there is none, but a short one may look like part of a path.</summary>
    private IEnumerable<string> Ours(Pin pin)
    {
        Systemd systemd = new(folders);
        return record.NucleusFiles.Where(file => !systemd.IsDropIn(file) && PinText.IsIn(file, pin));
    }

    private bool IsOwnWork(NucleusPinFile held) => held.Flavour == NucleusFlavour.Classic && classic is not null;

    private IReadOnlyList<NucleusPinFile> Read(Pin pin)
    {
        try
        {
            return places.FilesWith(pin);
        }
        catch (Exception error) when (error is IOException or FormatException)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"a nucleus' configuration in {places.ClassicFolder} or {places.LiteFolder} cannot be read, so whether it holds the PIN is not known: {ErrorExplanation.Sentence(error.Message)}; nothing was changed",
                "put the file right, and run the same command again",
                error
            );
        }
    }

    private static CommandException NotOurs(NucleusPinFile held) =>
        new(
            ExitCode.Configuration,
            $"the nucleus has the PIN in {held.File}, which this program does not change; nothing was changed",
            held.Flavour == NucleusFlavour.Lite
                ? "put the PIN into a file that the nucleus' user may read, name it in the URIs with pin-source=file:FILE in place of pin-value, and run the same command again: such a file is given the new PIN"
                : "name the folder of the nucleus with --nucleus-root DIR: it is given the new PIN by its own program"
        );
}
