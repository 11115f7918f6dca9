using System.CommandLine;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>The options from which a plan is made: <c>plan</c> has them, and <c>rotate</c>, which carries it out.</summary>
internal sealed class PlanOptions
{
    private readonly RenewalOptions _renewal = new();
    private readonly RotationOptions _rotation = new();

    internal TokenOptions Token { get; } = new();

    internal void AddTo(Command command)
    {
        _rotation.AddTo(command);
        _renewal.AddTo(command);
        Token.AddTo(command);
    }

    /// <summary>The journal's rotations.</summary>
    internal RotationHistory History(ParseResult line) => Journal.Open(Token.Folders(line).Journal).History;

    /// <summary>The token, as writers need it.</summary>
    /// <exception cref="CommandException">The module is not there.</exception>
    internal TokenLocation Locate(ParseResult line, out string keyLabel)
    {
        DeviceFolders folders = Token.Folders(line);
        return Token.Locate(line, folders, out keyLabel) with { LockFile = folders.TokenLock };
    }

    /// <summary>What a rotation is asked to do.</summary>
    internal RotationPlan Rotation(ParseResult line, string keyLabel) => _rotation.Plan(line, keyLabel);

    /// <summary>The thing's name, as far as somebody has said it.</summary>
    internal string? ThingName(ParseResult line) => _rotation.ThingName(line, Record(line));

    /// <summary>What provisioning has done; null on a device that it has not made.</summary>
    /// <exception cref="ProvisioningRecordException">The record is damaged.</exception>
    internal ProvisioningRecord? Record(ParseResult line) =>
        new ProvisioningRecordFile(Token.Folders(line).ProvisioningRecord).Read();

    /// <summary>Looks whether a rotation is to begin, and what it would do.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="history">The journal's rotations.</param>
    /// <param name="request">Whether somebody asks for a rotation.</param>
    /// <exception cref="CommandException">The certificate in use is not to be found.</exception>
    /// <exception cref="TokenException">The token cannot be read.</exception>
    internal PlanReport Plan(ParseResult line, RotationHistory history, RotationRequest request)
    {
        if (history.Unfinished is { } unfinished)
        {
            return RotationPlan.OfUnfinished(unfinished);
        }

        TokenLocation location = Locate(line, out string keyLabel);
        Planner planner = new(location, ThingName(line), _renewal.Policy(line), Rotation(line, keyLabel));
        return planner.Plan(history, request);
    }
}
