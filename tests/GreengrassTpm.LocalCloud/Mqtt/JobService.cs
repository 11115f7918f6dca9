using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GreengrassTpm.LocalCloud;

/// <summary>
/// AWS IoT jobs of things by their reserved topics: <c>$next/get</c>, <c>JOB/update</c>, <c>notify-next</c>
/// (https://docs.aws.amazon.com/iot/latest/developerguide/jobs-mqtt-api.html). Lists, start-next, time-outs and versions are
/// left out.
/// </summary>
internal sealed partial class JobService(TimeProvider time)
{
    private static readonly string[] SettableByDevices = ["IN_PROGRESS", "SUCCEEDED", "FAILED", "REJECTED"];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<JobExecution>> _jobs = new(StringComparer.Ordinal);

    /// <summary>A job of a thing; null when there is none.</summary>
    public JobExecution? Find(string thing, string jobId)
    {
        lock (_gate)
        {
            return Of(thing).Find(job => job.JobId == jobId);
        }
    }

    /// <summary>Gives a thing a job.</summary>
    /// <returns>What its device is told; null for nothing.</returns>
    public ReservedMessage? Create(string thing, string jobId, JsonObject document) =>
        Change(thing, jobs => jobs.Add(new JobExecution(jobId, document, "QUEUED", [], [])));

    /// <summary>Cancels a job.</summary>
    /// <returns>What its device is told; null for nothing.</returns>
    public ReservedMessage? Cancel(string thing, string jobId) =>
        Change(
            thing,
            jobs =>
            {
                int index = jobs.FindIndex(job => job.JobId == jobId);
                jobs[index] = jobs[index] with { Status = "CANCELED" };
            }
        );

    /// <summary>The answers to a message; empty when its topic is none of jobs'.</summary>
    public IReadOnlyList<ReservedMessage> Answer(string topic, byte[] payload)
    {
        var match = RequestTopic().Match(topic);
        if (!match.Success)
        {
            return [];
        }
        var request = Parse(payload);
        var thing = match.Groups["thing"].Value;
        var jobId = match.Groups["job"].Value;
        JsonObject answer = new() { ["timestamp"] = time.GetUtcNow().ToUnixTimeSeconds() };
        if (request?["clientToken"] is { } token)
        {
            answer["clientToken"] = token.DeepClone();
        }
        if (jobId is "$next" && match.Groups["operation"].Value is "get")
        {
            lock (_gate)
            {
                answer["execution"] = Describe(Next(thing));
            }
            return [new ReservedMessage(topic + "/accepted", answer)];
        }
        ReservedMessage? next = null;
        if (request is null)
        {
            (answer["code"], answer["message"]) = ("InvalidJson", "The request is no JSON");
        }
        else
        {
            next = Change(thing, jobs => Update(jobs, jobId, request, answer));
        }
        ReservedMessage message = new(topic + (answer.ContainsKey("code") ? "/rejected" : "/accepted"), answer);
        return next is null ? [message] : [message, next];
    }

    private static JsonObject? Parse(byte[] payload)
    {
        try
        {
            return JsonNode.Parse(payload) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Update(List<JobExecution> jobs, string jobId, JsonObject request, JsonObject answer)
    {
        var index = jobs.FindIndex(job => job.JobId == jobId);
        var status = (string?)request["status"];
        if (index < 0)
        {
            (answer["code"], answer["message"]) = ("ResourceNotFound", $"No such job: {jobId}");
        }
        else if (!SettableByDevices.Contains(status))
        {
            (answer["code"], answer["message"]) = ("InvalidRequest", $"Invalid status: {status}");
        }
        else if (!jobs[index].IsPending)
        {
            (answer["code"], answer["message"]) = (
                "InvalidStateTransition",
                $"The job is {jobs[index].Status} and cannot become {status}"
            );
        }
        else
        {
            var details = request["statusDetails"]?.DeepClone().AsObject() ?? jobs[index].Details;
            jobs[index] = jobs[index] with
            {
                Status = status!,
                Details = details,
                Updates = [.. jobs[index].Updates, $"{status} {details["step"]}".TrimEnd()],
            };
        }
    }

    /// <summary>Makes a change, and tells the device if another job is next after it.</summary>
    private ReservedMessage? Change(string thing, Action<List<JobExecution>> change)
    {
        lock (_gate)
        {
            var before = Next(thing)?.JobId;
            change(Of(thing));
            var next = Next(thing);
            return next?.JobId == before
                ? null
                : new ReservedMessage(
                    $"$aws/things/{thing}/jobs/notify-next",
                    new JsonObject
                    {
                        ["timestamp"] = time.GetUtcNow().ToUnixTimeSeconds(),
                        ["execution"] = Describe(next),
                    }
                );
        }
    }

    private List<JobExecution> Of(string thing)
    {
        if (!_jobs.TryGetValue(thing, out var jobs))
        {
            _jobs[thing] = jobs = [];
        }
        return jobs;
    }

    private JobExecution? Next(string thing) =>
        Of(thing).Find(job => job.Status is "IN_PROGRESS") ?? Of(thing).Find(job => job.IsPending);

    private static JsonObject Describe(JobExecution? job) =>
        job is null
            ? []
            : new JsonObject
            {
                ["jobId"] = job.JobId,
                ["status"] = job.Status,
                ["versionNumber"] = job.Updates.Count + 1,
                ["executionNumber"] = 1,
                ["statusDetails"] = job.Details.DeepClone(),
                ["jobDocument"] = job.Document.DeepClone(),
            };

    [GeneratedRegex(
        @"^\$aws/things/(?<thing>[^/]+)/jobs/((?<job>\$next)/(?<operation>get)|(?<job>[^/$]+)/(?<operation>update))$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex RequestTopic();
}
