using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>The component that runs on this device. A command asks it for a rotation instead of working on the token beside it.</summary>
/// <param name="folders">The device's places.</param>
/// <param name="output">Where the steps are told.</param>
/// <param name="time">The clock that waits.</param>
internal sealed class RunningComponent(DeviceFolders folders, IOutput output, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Has the component rotate, and follows the rotation to its end, also across a restart of the nucleus.</summary>
    /// <param name="isForced">Whether a rotation is insisted upon.</param>
    /// <param name="patience">How long to follow it; the component goes on by itself.</param>
    /// <param name="cancellation">Follows it no longer.</param>
    /// <returns>How it ended; null where no component runs.</returns>
    /// <exception cref="CommandException">The component does not rotate now, or the end has not come in time.</exception>
    internal async Task<RotateReport?> RotateAsync(bool isForced, TimeSpan patience, CancellationToken cancellation)
    {
        ControlAnswer? answer = await ControlSocket.AskAsync(
            folders.ControlSocket,
            new ControlRequest(ControlRequest.Rotate, isForced),
            cancellation
        );
        return answer switch
        {
            null => null,
            { Accepted: true } => await FollowAsync(patience, cancellation),
            _ => throw new CommandException(
                ExitCode.RetryLater,
                $"the component that runs on this device says: {answer.Message}",
                "its log has more; --force insists on a rotation where the time between two has not passed"
            ),
        };
    }

    private async Task<RotateReport> FollowAsync(TimeSpan patience, CancellationToken cancellation)
    {
        long begun = time.GetTimestamp();
        string name = Read().History.Rotations[^1].Name;
        for (int told = 0; ; await Task.Delay(LookEvery, time, cancellation))
        {
            Journal journal = Read();
            Rotation rotation = journal.History.Rotations.Last(one => one.Name == name);
            JournalRecord[] records = [.. journal.Records.Where(record => record.Rotation == name)];
            foreach (JournalRecord record in records.Skip(told))
            {
                string words = RotationText.Happened(rotation, record);
                output.Finish(new StepReport($"{record.State}", $"{record.State}", StepState.Done, words));
            }

            told = records.Length;
            if (rotation.State.IsFinal())
            {
                return RotateReport.Of(rotation, rotation.Reason ?? "the credential was rotated", resumed: false);
            }

            if (time.GetElapsedTime(begun) > patience)
            {
                throw new CommandException(
                    ExitCode.RetryLater,
                    $"the rotation has come to {rotation.State}, and the component goes on with it",
                    "greengrass-tpm status tells how far it is"
                );
            }
        }
    }

    private Journal Read() => Journal.Open(folders.Journal);
}
