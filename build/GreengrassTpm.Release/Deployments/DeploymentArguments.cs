using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GreengrassTpm.Release;

/// <summary>What the user asks the target Deploy for.</summary>
/// <param name="Target">What to deploy to.</param>
/// <param name="Change">What to deploy and how.</param>
public sealed record DeploymentOrder(DeploymentTarget Target, DeploymentChange Change);

/// <summary>Reads the arguments of the target Deploy and collects everything that is wrong with them.</summary>
/// <param name="argument">Gives the value of an argument; null if it was not given.</param>
public sealed class DeploymentArguments(Func<string, string?> argument)
{
    private readonly List<Problem> problems = [];

    /// <summary>Reads them.</summary>
    /// <returns>What the user asks for.</returns>
    /// <exception cref="ReleaseException">Something is wrong; the message names everything that is.</exception>
    public DeploymentOrder Read()
    {
        DeploymentTarget target = Target();
        DeploymentChange change = new()
        {
            Version = Version(),
            Merge = Merge(),
            Reset = argument("reset")?.Split(',') ?? [],
            Name = argument("deployment-name"),
            RollBack = Choice("on-failure", "rollback", "nothing"),
            NotifyComponents = Choice("notify-components", "yes", "no"),
            DevicesPerMinute = Whole("rate", 1, 1000),
            Growth = Growth(),
            Abort = Abort(),
            DeviceMinutes = Whole("device-minutes", 1, 10_080),
        };
        return problems.Count == 0
            ? new DeploymentOrder(target, change)
            : throw new ReleaseException("The order to deploy", problems);
    }

    private DeploymentTarget Target()
    {
        string? thing = argument("thing");
        string? group = argument("thing-group");
        if (thing is null == group is null)
        {
            problems.Add(new Problem("", "needs either --thing=NAME or --thing-group=NAME"));
        }

        return new DeploymentTarget(thing ?? group ?? "", IsGroup: thing is null);
    }

    private string? Version()
    {
        string? version = argument("component-version");
        if (version is not null && !ComponentVersionText.IsVersion(version))
        {
            Report("component-version", $"'{version}' is no semantic version such as 1.2.3");
        }

        return version;
    }

    /// <summary>The file of <c>--settings</c>, and on top of it the request to rotate.</summary>
    private JsonObject? Merge()
    {
        JsonObject? merge = argument("settings") is { } file ? Settings(file) : null;
        if (argument("request-id") is { Length: > 0 } request)
        {
            merge ??= [];
            if (merge["rotation"] is not JsonObject rotation)
            {
                merge["rotation"] = rotation = [];
            }

            rotation["requestId"] = request;
        }

        return merge;
    }

    private JsonObject? Settings(string file)
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllText(file)) is JsonObject settings)
            {
                return settings;
            }

            Report("settings", $"{file} is no JSON object");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            Report("settings", $"{file} cannot be read as JSON: {exception.Message}");
        }

        return null;
    }

    private GrowingRate? Growth()
    {
        string[]? parts = argument("growth")?.Split(',');
        if (parts is null)
        {
            return null;
        }

        if (
            parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int rate)
            && double.TryParse(
                parts[1],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out double factor
            )
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int successes)
            && rate is >= 1 and <= 1000
            && factor is >= 1.1 and <= 5
            && successes >= 1
        )
        {
            return new GrowingRate(rate, factor, successes);
        }

        Report("growth", "must be DEVICES-A-MINUTE,FACTOR,AFTER-SUCCESSES such as 10,2,50; the factor is 1.1 to 5");
        return null;
    }

    private AbortRule? Abort()
    {
        string[]? parts = argument("abort")?.Split(',');
        if (parts is null)
        {
            return null;
        }

        if (
            parts.Length == 2
            && double.TryParse(
                parts[0],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out double percent
            )
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int devices)
            && percent is > 0 and <= 100
            && devices >= 1
        )
        {
            return new AbortRule(percent, devices);
        }

        Report("abort", "must be PERCENT-OF-FAILURES,AFTER-DEVICES such as 5,20");
        return null;
    }

    private bool? Choice(string name, string yes, string no)
    {
        string? value = argument(name);
        if (value is not null && value != yes && value != no)
        {
            Report(name, $"must be '{yes}' or '{no}', not '{value}'");
        }

        return value is null ? null : value == yes;
    }

    private int? Whole(string name, int least, int most)
    {
        string? value = argument(name);
        if (value is null)
        {
            return null;
        }

        if (
            int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= least
            && number <= most
        )
        {
            return number;
        }

        Report(name, $"must be a whole number from {least} to {most}, not '{value}'");
        return null;
    }

    private void Report(string name, string what) => problems.Add(new Problem($"--{name}", what));
}
