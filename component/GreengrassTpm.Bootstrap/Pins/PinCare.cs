using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Tpm;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// Gives the device's token another user PIN, or the one in its file again. The new PIN is in a file of its own until everything that
/// holds the old one has been rewritten; so a killed run is finished by the next.
/// </summary>
/// <param name="folders">The device's places.</param>
/// <param name="location">The token.</param>
/// <param name="record">What provisioning has done.</param>
/// <param name="output">Where progress goes.</param>
internal sealed class PinCare(DeviceFolders folders, TokenLocation location, ProvisioningRecord record, IOutput output)
{
    private readonly List<StepReport> _steps = [];

    /// <summary>Changes the user PIN to a new random one, on the token and wherever this product or the nucleus has it.</summary>
    /// <param name="nucleusRoot">The classic nucleus' root folder; null for where it was provisioned to be.</param>
    /// <exception cref="CommandException">It must not be done now, or could not be done; says why.</exception>
    internal PinReport Change(string? nucleusRoot)
    {
        PinHolders holders = PinHolders.Find(folders, record, nucleusRoot);
        RequireUnused(holders.Classic);
        holders.Classic?.Require();
        IReadOnlyList<string> files = FilesToChange(holders);
        ShowLockout();
        bool isResumed = File.Exists(folders.NextUserPin);
        using var current = Pin.ReadFile(folders.UserPin);
        using var next = isResumed ? Pin.ReadFile(folders.NextUserPin) : Pin.Generate();
        Do(
            "token",
            "change the PIN on the token",
            $"token {location.TokenLabel}",
            () => ChangeOnToken(current, next, isResumed)
        );
        foreach (string file in files)
        {
            Do("file", "write the new PIN", file, () => PinText.Replace(file, current, next));
        }

        if (holders.Classic is { } nucleus)
        {
            Do("nucleus", "give the nucleus the new PIN", nucleus.Root, () => nucleus.SetPin(next, folders));
        }

        Do(
            "pin-file",
            "keep the new PIN",
            folders.UserPin,
            () => DurableFolder.MoveFile(folders.NextUserPin, folders.UserPin)
        );
        return new PinReport("the PIN was changed", _steps);
    }

    /// <summary>Has the token take the user PIN in its file again, by the SO PIN.</summary>
    /// <param name="securityOfficerFile">The file of the SO PIN.</param>
    /// <exception cref="CommandException">Another lock applies, or it could not be done; says why.</exception>
    internal PinReport Unlock(string securityOfficerFile)
    {
        ShowLockout();
        if (!File.Exists(securityOfficerFile))
        {
            throw new CommandException(
                ExitCode.Permission,
                $"the SO PIN is not in {securityOfficerFile}",
                "name its file with --so-pin-file FILE; it may be kept off the device (provision --so-pin-out)"
            );
        }

        using var securityOfficer = Pin.ReadFile(securityOfficerFile);
        using var user = UserPin.Read(folders);
        Do(
            "token",
            "set the PIN on the token with the SO PIN",
            $"token {location.TokenLabel}, to what is in {folders.UserPin}",
            () => OnToken(() => TokenPins.Reset(location, securityOfficer, user))
        );
        return new PinReport("the token takes the PIN in its file", _steps);
    }

    /// <summary>Changes the PIN. After a killed run nobody knows which of the two the token takes; the SO PIN finds out without a refused try.</summary>
    private void ChangeOnToken(Pin current, Pin next, bool isResumed)
    {
        if (isResumed && File.Exists(folders.SecurityOfficerPin))
        {
            using var securityOfficer = Pin.ReadFile(folders.SecurityOfficerPin);
            OnToken(() => TokenPins.Reset(location, securityOfficer, next));
        }
        else if (!isResumed || !TakesNewPin())
        {
            OnToken(() => TokenPins.Change(location, current, next, () => Keep(next)));
        }
    }

    /// <summary>From here on nobody but this command tries a PIN. A token that refuses the current one is not in doubt.</summary>
    private void Keep(Pin next) => AtomicFile.Write(folders.NextUserPin, next.Reveal());

    private bool TakesNewPin()
    {
        // A copy of its own, because a PIN that was refused once is not tried again.
        using var pin = Pin.ReadFile(folders.NextUserPin);
        try
        {
            using CreationMask mask = CreationMask.ForGroup();
            using var reader = TokenReader.Open(location, pin);
            return true;
        }
        catch (PinRefusedException)
        {
            return false;
        }
    }

    private void OnToken(Action change) =>
        LockoutExplanation.Around(
            location,
            () =>
            {
                using CreationMask mask = CreationMask.ForGroup();
                change();
                return true;
            }
        );

    /// <summary>The files that hold the old PIN, all of which can be given the new one.</summary>
    private IReadOnlyList<string> FilesToChange(PinHolders holders)
    {
        using var current = Pin.ReadFile(folders.UserPin);
        return holders.FilesWith(current);
    }

    private void RequireUnused(ClassicNucleus? nucleus)
    {
        IReadOnlyList<string> users = StoreUsers.Find(record.Store.Folder);
        if (users.Count == 0 && nucleus?.IsRunning() == true)
        {
            // It could not open the token, and tries again with what it knows.
            users = [$"the nucleus in {nucleus.Root}"];
        }

        if (users.Count > 0)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"the token is in use by {string.Join(", ", users)}, which would go on with the old PIN and use up the chip's tries; nothing was changed",
                "stop the nucleus (systemctl stop greengrass.service; nucleus lite: greengrass-lite.target), change the PIN, start it again"
            );
        }
    }

    /// <summary>Tells how the chip's lock-out stands, before any PIN is tried, and tries none while that would be in vain or the last try.</summary>
    private void ShowLockout()
    {
        LockoutState state = LockoutRule.Read(location.Tcti);
        Tell(
            new StepReport(
                "lockout",
                "look at the chip's lock-out",
                StepState.Already,
                $"{state.Counter} of {state.MaxTries} failed tries counted"
            )
        );
        LockoutRule.RequireTries(state);
    }

    private void Do(string id, string title, string detail, Action action)
    {
        output.Begin(title);
        action();
        Tell(new StepReport(id, title, StepState.Done, detail));
    }

    private void Tell(StepReport step)
    {
        _steps.Add(step);
        output.Finish(step);
    }
}
